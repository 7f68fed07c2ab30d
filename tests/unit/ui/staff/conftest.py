"""What the staff window's unit tests share."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

from ui.shared.spawner import QueuedSpawner
from ui.staff.wording.language import Language
from ui.staff.wording.words import StaffWords, load_words


@pytest.fixture(scope="session")
def words() -> StaffWords:
    return load_words()


@pytest.fixture
def language(words: StaffWords) -> Language:
    return Language(words, ZoneInfo("America/New_York"))


@pytest.fixture
def spawner() -> Iterator[QueuedSpawner]:
    made = QueuedSpawner()
    yield made
    made.close()
