from pathlib import Path

import pytest

from app.clinical.scale_files import SHARED, Scales, Speech, load_scales, load_speech


@pytest.fixture(scope="session")
def scales(resources: Path) -> Scales:
    return load_scales(resources / "scales")


@pytest.fixture(scope="session")
def speech(resources: Path) -> Speech:
    return load_speech(resources / "scales" / SHARED / "speech.yaml")
