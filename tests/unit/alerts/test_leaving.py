"""A resident's words on their way into a message: masked, kept, or told of; the message leaves."""

from pathlib import Path

import pytest

from app.alerts import AlertCause, AlertDesk, AlertSource, WordsLeaving
from app.alerts.message import Disclosure, MessageWriter
from app.alerts.outbox import Outbox
from app.identity import Resident
from app.privacy import Leaving
from app.runtime import ThreadLane
from app.safety import DangerKind, Level
from storage import Database
from tests.fakes.clock import FakeClock
from tests.fakes.outbox_house import TARGETS, OutboxHouse
from tests.fakes.routes import ROUTES


def said(words: str) -> AlertCause:
    return AlertCause(AlertSource.WORDS, Level.IMMEDIATE, DangerKind.SUICIDE, words)


@pytest.fixture
def house(database: Database, lane: ThreadLane, clock: FakeClock, resources: Path) -> OutboxHouse:
    return OutboxHouse(database, lane, clock, resources / "i18n" / "en" / "notifications.yaml")


def desk(
    house: OutboxHouse, rule: Leaving, disclose: Disclosure = "room_kind_and_words"
) -> AlertDesk:
    outbox = Outbox(
        TARGETS,
        MessageWriter(house.words, disclose),
        house.clock,
        WordsLeaving(rule, house.clock),
    )
    return AlertDesk(
        house.database.unit, house.lane, house.clock, routes=ROUTES, on_alarm=outbox.enqueue
    )


def decisions(house: OutboxHouse) -> list[dict[str, object]]:
    with house.database.reading() as unit:
        entries = unit.audit.entries()
    return [dict(e.details) for e in entries if e.action == "privacy.leaving_decided"]


async def raised(
    house: OutboxHouse, resident: Resident, rule: Leaving, words: str, **options: Disclosure
) -> str:
    await desk(house, rule, **options).raise_alert(resident.id, said(words))
    return house.kept()[0].body


async def test_names_and_numbers_are_masked_once_for_all_targets(
    house: OutboxHouse, resident: Resident
) -> None:
    words = f"I am {resident.given_name}, call 212-555-0142"
    body = await raised(house, resident, Leaving.MASK, words)
    assert "I am [name], call [phone]" in body
    (decision,) = decisions(house)
    assert (decision["outcome"], decision["kind"]) == ("mask", "phone, name")


async def test_blocked_words_stay_and_the_message_goes(
    house: OutboxHouse, resident: Resident
) -> None:
    body = await raised(house, resident, Leaving.BLOCK, "call 212-555-0142")
    assert body
    assert "212" not in body
    with house.database.reading() as unit:
        (alert,) = unit.alerts.open_alerts(resident.id)
    assert alert.cause.words == "call 212-555-0142"  # staff in the house read all of it


async def test_a_warning_leaves_everything_and_is_noted(
    house: OutboxHouse, resident: Resident
) -> None:
    assert "212-555" in await raised(house, resident, Leaving.WARN, "call 212-555-0142")
    assert len(decisions(house)) == 1


@pytest.mark.parametrize(
    ("rule", "words"),
    [(Leaving.ALLOW, "call 212-555-0142"), (Leaving.MASK, "I cannot go on"), (Leaving.MASK, "")],
)
async def test_where_nothing_is_decided_nothing_is_noted(
    house: OutboxHouse, resident: Resident, rule: Leaving, words: str
) -> None:
    assert words in await raised(house, resident, rule, words)
    assert decisions(house) == []


async def test_words_that_are_not_told_are_not_looked_at(
    house: OutboxHouse, resident: Resident
) -> None:
    await raised(house, resident, Leaving.BLOCK, "call 212-555-0142", disclose="room")
    assert decisions(house) == []
