from pathlib import Path

import pytest

import resources
from app.quality.screened_rows import Begin
from app.safety import Screener, load_rule_book

CRISIS = Path(resources.__file__).parent / "crisis"


@pytest.fixture(scope="session")
def screener() -> Screener:
    return Screener(load_rule_book(CRISIS / "rules.yaml"))


@pytest.fixture
def begin(screener: Screener) -> Begin:
    return lambda: screener.screen
