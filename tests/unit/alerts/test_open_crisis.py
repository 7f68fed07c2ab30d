"""Which open alert a crisis dialogue belongs to."""

import pytest

from app.alerts import AlertCause, AlertDesk, AlertSource, Outcome
from app.identity import Resident, StaffMember
from app.safety import DangerKind, Level

SUICIDE = DangerKind.SUICIDE


@pytest.mark.parametrize(
    ("source", "level", "stands"),
    [
        (AlertSource.WORDS, Level.IMMEDIATE, True),
        (AlertSource.WORDS, Level.URGENT, True),
        (AlertSource.WORDS, Level.ELEVATED, False),
        (AlertSource.CHECK_IN, Level.URGENT, True),
        (AlertSource.CALL_BUTTON, Level.IMMEDIATE, False),
    ],
)
async def test_grave_words_and_answers_are_stayed_with(
    desk: AlertDesk, resident: Resident, source: AlertSource, level: Level, *, stands: bool
) -> None:
    alert = await desk.raise_alert(resident.id, AlertCause(source, level, SUICIDE, "words"))
    found = await desk.open_crisis(resident.id)
    assert (found is not None and found.id == alert.id) is stands


async def test_none_stands_before_and_after(
    desk: AlertDesk, resident: Resident, nurse: StaffMember
) -> None:
    assert await desk.open_crisis(resident.id) is None
    cause = AlertCause(AlertSource.WORDS, Level.IMMEDIATE, SUICIDE, "words")
    alert = await desk.raise_alert(resident.id, cause)
    await desk.resolve(alert.id, nurse.id, Outcome.HELPED)
    assert await desk.open_crisis(resident.id) is None
