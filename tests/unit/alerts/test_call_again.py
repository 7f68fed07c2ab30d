"""A call that is only on this device is brought to the board later, and counts as one call."""

from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from app.alerts import (
    Alert,
    AlertCause,
    AlertDesk,
    AlertSource,
    Call,
    CallButton,
    CallJournal,
    JournalledCall,
    Reach,
    Replayed,
    replay,
)
from app.identity import Resident, StaffMember
from app.ids import AlertId, new_uuid
from app.safety import DangerKind, Level
from storage import Database
from tests.fakes.clock import FakeClock

Alerts = Callable[[], list[Alert]]


@pytest.fixture
def button(journal: CallJournal, clock: FakeClock, desk: AlertDesk) -> CallButton:
    return CallButton("12", journal, clock, desk, patience_s=5.0)


async def test_what_rang_on_this_device_alone_comes_to_the_board(
    button: CallButton, resident: Resident, open_alerts: Alerts
) -> None:
    call = await button.again(resident.id, Call(Reach.DEVICE_ONLY))
    (alert,) = open_alerts()
    assert call == Call(Reach.BOARD, alert.id, Level.URGENT)


async def test_trying_again_is_no_press(
    button: CallButton, resident: Resident, open_alerts: Alerts
) -> None:
    await button.press(resident.id)
    for _ in range(3):
        await button.again(resident.id, Call(Reach.DEVICE_ONLY))
    (alert,) = open_alerts()
    assert alert.cause.level is Level.URGENT
    assert (await button.press(resident.id)).level is Level.URGENT


async def test_a_grave_call_stays_grave(
    button: CallButton, resident: Resident, open_alerts: Alerts
) -> None:
    await button.again(resident.id, Call(Reach.DEVICE_ONLY, level=Level.IMMEDIATE))
    (alert,) = open_alerts()
    assert alert.cause.level is Level.IMMEDIATE


async def test_a_kept_call_that_another_program_replayed_is_found_and_not_raised_anew(
    button: CallButton,
    desk: AlertDesk,
    resident: Resident,
    nurse: StaffMember,
    open_alerts: Alerts,
) -> None:
    alert = await desk.raise_alert(
        resident.id, AlertCause(AlertSource.CALL_BUTTON, Level.URGENT, None, "")
    )
    await desk.acknowledge(alert.id, nurse.id)
    words = AlertCause(AlertSource.WORDS, Level.URGENT, DangerKind.SUICIDE, "words")
    await desk.raise_alert(resident.id, words)
    call = await button.again(resident.id, Call(Reach.JOURNAL))
    assert call == Call(Reach.BOARD, alert.id, Level.URGENT)
    assert len(open_alerts()) == 2


async def test_a_kept_call_that_nobody_has_brought_in_is_raised(
    button: CallButton,
    journal: CallJournal,
    clock: FakeClock,
    resident: Resident,
    open_alerts: Alerts,
) -> None:
    journal.keep(JournalledCall("12", clock.now))
    await button.again(resident.id, Call(Reach.JOURNAL))
    assert len(open_alerts()) == 1


async def test_a_kept_call_that_is_nowhere_any_more_is_raised(
    button: CallButton, resident: Resident, open_alerts: Alerts
) -> None:
    await button.again(resident.id, Call(Reach.JOURNAL))
    assert len(open_alerts()) == 1


async def test_while_the_database_is_gone_it_gets_as_far_as_the_journal_and_only_once(
    button: CallButton,
    journal: CallJournal,
    clock: FakeClock,
    database: Database,
    resident: Resident,
) -> None:
    database.close()
    with capture_logs() as logs:
        call = await button.again(resident.id, Call(Reach.DEVICE_ONLY))
        assert call == Call(Reach.JOURNAL)
        assert await button.again(resident.id, call) == call
    assert journal.calls() == (JournalledCall("12", clock.now, resident.id),)
    assert [entry["event"] for entry in logs] == ["call_not_in_database_yet"] * 2


@pytest.mark.parametrize("has_desk", [True, False])
async def test_a_call_of_nobody_known_gets_as_far_as_the_journal(
    button: CallButton, journal: CallJournal, resident: Resident, *, has_desk: bool
) -> None:
    if not has_desk:
        button.desk = None
    who = None if has_desk else resident.id
    assert await button.again(who, Call(Reach.DEVICE_ONLY)) == Call(Reach.JOURNAL)
    assert await button.again(who, Call(Reach.JOURNAL)) == Call(Reach.JOURNAL)
    assert len(journal.calls()) == 1


async def test_what_the_journal_brings_in_is_told_to_all_who_listen(
    button: CallButton, journal: CallJournal, clock: FakeClock, resident: Resident
) -> None:
    told: list[Replayed] = []

    def fail(_alerts: Replayed) -> None:
        raise RuntimeError("the window is gone")

    button.on_replayed(fail)
    button.on_replayed(told.append)
    assert button.desk is not None
    journal.keep(JournalledCall("12", clock.now, resident.id))
    button.replayed(await replay(journal, button.desk))
    assert [list(each) for each in told] == [[resident.id]]
    button.replayed({resident.id: AlertId(new_uuid())})
    assert len(told) == 2
