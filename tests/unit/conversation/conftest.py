"""What conversation tests share: the words that ship, and a situation to vary."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.conversation.feelings import Feeling
from app.conversation.intents import Intent, Understood
from app.conversation.situation import Situation, Surroundings
from app.conversation.wording import Wording, load_wording
from app.identity import Resident
from app.ids import TurnId, new_uuid
from app.recall import Recollection
from app.safety import OutgoingScreen, Screener, load_outgoing_screen, load_rule_book
from app.utterance import utterance_from

FRIDAY_AFTERNOON = datetime(2026, 11, 20, 15, 30, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture(scope="session")
def wording(resources: Path) -> Wording:
    return load_wording(resources / "i18n" / "en", resources / "replies" / "lines.yaml")


@pytest.fixture(scope="session")
def outgoing(resources: Path) -> OutgoingScreen:
    return load_outgoing_screen(resources / "crisis" / "outgoing.yaml")


@pytest.fixture(scope="session")
def screener(resources: Path) -> Screener:
    return Screener(load_rule_book(resources / "crisis" / "rules.yaml"))


@pytest.fixture
def situation(resident: Resident, screener: Screener) -> Callable[..., Situation]:
    """Make a situation: a quiet Friday afternoon, parts of it replaced."""

    def make(said: str = "hello", **replaced: Any) -> Situation:
        given: dict[str, Any] = {
            "understood": Understood(Intent.CONNECT, (), 0.8),
            "feeling": Feeling.NEUTRAL,
            "recollection": Recollection(),
            "surroundings": Surroundings("Willow House", FRIDAY_AFTERNOON),
        }
        screened = screener.screen(utterance_from(said))
        return Situation(
            turn_id=TurnId(new_uuid()),
            resident=resident,
            screened=screened,
            **(given | replaced),
        )

    return make
