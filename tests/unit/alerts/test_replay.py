"""Calls that waited in the journal come into the database, each at least once."""

from collections.abc import Callable

import pytest

from app.alerts import (
    Alert,
    AlertDesk,
    AlertSource,
    AlertStatus,
    CallJournal,
    JournalledCall,
    replay,
)
from app.identity import Resident
from app.safety import Level
from storage import Database, StorageError
from tests.fakes.clock import FakeClock

Alerts = Callable[[], list[Alert]]


async def test_an_empty_journal_brings_nothing(
    journal: CallJournal, desk: AlertDesk, open_alerts: Alerts
) -> None:
    assert await replay(journal, desk) == {}
    assert open_alerts() == []


async def test_a_waiting_call_becomes_an_alert_and_leaves_the_journal(
    journal: CallJournal,
    desk: AlertDesk,
    clock: FakeClock,
    resident: Resident,
    open_alerts: Alerts,
) -> None:
    journal.keep(JournalledCall("12", clock.now, resident.id))
    alerts = await replay(journal, desk)
    (alert,) = open_alerts()
    assert alerts == {resident.id: alert.id}
    assert (alert.resident_id, alert.cause.source, alert.status) == (
        resident.id,
        AlertSource.CALL_BUTTON,
        AlertStatus.WAITING,
    )
    assert journal.calls() == ()


async def test_several_calls_of_one_resident_are_one_alert(
    journal: CallJournal,
    desk: AlertDesk,
    clock: FakeClock,
    resident: Resident,
    open_alerts: Alerts,
) -> None:
    for _ in range(3):
        journal.keep(JournalledCall("12", clock.now, resident.id))
    alerts = await replay(journal, desk)
    (alert,) = open_alerts()
    assert alerts == {resident.id: alert.id}
    assert alert.times_raised == 3


async def test_a_graver_call_makes_the_alert_graver(
    journal: CallJournal,
    desk: AlertDesk,
    clock: FakeClock,
    resident: Resident,
    open_alerts: Alerts,
) -> None:
    journal.keep(JournalledCall("12", clock.now, resident.id))
    journal.keep(JournalledCall("12", clock.now, resident.id, Level.IMMEDIATE))
    await replay(journal, desk)
    (alert,) = open_alerts()
    assert (alert.cause.level, alert.times_raised) == (Level.IMMEDIATE, 2)


async def test_replaying_after_a_crash_repeats_the_call_and_loses_none(
    journal: CallJournal,
    desk: AlertDesk,
    clock: FakeClock,
    resident: Resident,
    open_alerts: Alerts,
) -> None:
    call = JournalledCall("12", clock.now, resident.id)
    journal.keep(call)
    await replay(journal, desk)
    journal.keep(call)  # As if the power had failed before the journal was cleared.
    await replay(journal, desk)
    (alert,) = open_alerts()
    assert alert.times_raised == 2


async def test_a_call_from_a_room_alone_stays_for_the_staff_screen(
    journal: CallJournal, desk: AlertDesk, clock: FakeClock, open_alerts: Alerts
) -> None:
    room = JournalledCall("hall", clock.now)
    journal.keep(room)
    assert await replay(journal, desk) == {}
    assert journal.calls() == (room,)
    assert open_alerts() == []


async def test_known_calls_beside_a_room_call_reach_the_database(
    journal: CallJournal,
    desk: AlertDesk,
    clock: FakeClock,
    resident: Resident,
    open_alerts: Alerts,
) -> None:
    room = JournalledCall("hall", clock.now)
    journal.keep(JournalledCall("12", clock.now, resident.id))
    journal.keep(room)
    assert list(await replay(journal, desk)) == [resident.id]
    assert [alert.resident_id for alert in open_alerts()] == [resident.id]
    assert room in journal.calls()


async def test_a_failing_database_leaves_every_call_in_the_journal(
    journal: CallJournal,
    desk: AlertDesk,
    database: Database,
    clock: FakeClock,
    resident: Resident,
) -> None:
    call = JournalledCall("12", clock.now, resident.id)
    journal.keep(call)
    database.close()
    with pytest.raises(StorageError):
        await replay(journal, desk)
    assert journal.calls() == (call,)
