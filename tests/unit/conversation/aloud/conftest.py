"""What the tests of speaking share."""

from pathlib import Path

import pytest

from app.conversation.aloud import SpokenText, load_spoken_words


@pytest.fixture(scope="session")
def spoken_text(resources: Path) -> SpokenText:
    return SpokenText(load_spoken_words(resources / "i18n" / "en" / "spoken.yaml"))
