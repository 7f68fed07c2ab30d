"""The real window, driven as a person would, on the surroundings of the unit tests."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
sys.path.insert(0, str(Path(__file__).parents[2] / "unit" / "ui" / "kiosk"))
sys.path.insert(0, str(Path(__file__).parent))

from kiosk_driver import Kiosk, OpenKiosk


@pytest.fixture
def open_kiosk(qapp: object, tmp_path: Path) -> Iterator[OpenKiosk]:
    """Open kiosks; a complaint of QML in any of them fails the test."""
    kiosks: list[Kiosk] = []

    def open_one(**options: object) -> Kiosk:
        folder = tmp_path / str(len(kiosks))
        folder.mkdir()
        kiosk = Kiosk(folder, **options)  # type: ignore[arg-type]
        kiosks.append(kiosk)
        return kiosk

    yield open_one
    for kiosk in kiosks:
        kiosk.close()
        assert kiosk.complaints == []
