from pathlib import Path

import pytest

from app.conversation.wording import Wording, load_wording
from app.reasoning import ReasoningWords, load_reasoning_words


@pytest.fixture(scope="session")
def wording(resources: Path) -> Wording:
    return load_wording(resources / "i18n" / "en", resources / "replies" / "lines.yaml")


@pytest.fixture(scope="session")
def words(resources: Path, wording: Wording) -> ReasoningWords:
    path = resources / "i18n" / "en" / "reasoning.yaml"
    return load_reasoning_words(path, wording.weekdays, wording.months, wording.ordinals)
