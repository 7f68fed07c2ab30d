"""The reminder desk on a real database: survives restarts, and is once for all screens."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from app.audit import AuditAction
from app.identity import Resident, StaffMember
from app.ids import ResidentId, new_uuid
from app.presence import Residence
from app.runtime import ThreadLane
from app.schedule import (
    ItemKind,
    NoticeKind,
    ReminderDesk,
    ReminderKey,
    ReminderStep,
    ScheduledItem,
    rules_of,
)
from app.schedule.reminders import ReminderEvent
from app.settings import load_settings
from resources import RESOURCES
from storage import Database, RefusedChangeError
from tests.fakes.clock import FakeClock

NEW_YORK = ZoneInfo("America/New_York")
EIGHT = datetime(2026, 3, 13, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(EIGHT)


@pytest.fixture
def tablets(database: Database, resident: Resident) -> ScheduledItem:
    return plan(database, resident, "Tablets", time(8), ItemKind.MEDICATION)


def plan(
    database: Database, resident: Resident, title: str, at: time, kind: ItemKind
) -> ScheduledItem:
    item = ScheduledItem(
        new_uuid(), resident.id, title, title.lower(), at, frozenset(range(7)), kind
    )
    with database.unit() as unit:
        unit.schedule.add(item)
    return item


@pytest.fixture
def desk(database: Database, lane: ThreadLane, clock: FakeClock) -> ReminderDesk:
    return desk_of(database, lane, clock)


def desk_of(database: Database, lane: ThreadLane, clock: FakeClock) -> ReminderDesk:
    rules = rules_of(load_settings(RESOURCES / "defaults").reminders)
    return ReminderDesk(database.unit, database.reading, lane, clock, NEW_YORK, rules)


def steps(database: Database, resident: Resident) -> list[ReminderStep]:
    with database.reading() as unit:
        return [e.step for e in unit.reminders.of(resident.id, EIGHT - timedelta(days=1))]


async def test_a_reminder_is_new_once_and_stands_after_a_restart(
    database: Database,
    lane: ThreadLane,
    clock: FakeClock,
    desk: ReminderDesk,
    resident: Resident,
    tablets: ScheduledItem,
) -> None:
    first = await desk.current(resident.id)
    assert first is not None
    assert (first.is_new, first.occurrence.item) == (True, tablets)
    clock.advance(minutes=2)
    after_restart = await desk_of(database, lane, clock).current(resident.id)
    assert after_restart is not None
    assert not after_restart.is_new
    assert steps(database, resident) == [ReminderStep.SAID]


async def test_of_two_screens_one_says_it_and_one_confirmation_counts(
    database: Database,
    lane: ThreadLane,
    clock: FakeClock,
    desk: ReminderDesk,
    resident: Resident,
    tablets: ScheduledItem,
) -> None:
    other = desk_of(database, lane, clock)
    here, there = await desk.current(resident.id), await other.current(resident.id)
    assert here is not None
    assert there is not None
    assert [here.is_new, there.is_new] == [True, False]
    assert await other.done(resident.id, there.key) is ReminderStep.DONE
    assert await desk.ask(resident.id, here.key) is ReminderStep.DONE
    assert await desk.current(resident.id) is None
    assert steps(database, resident) == [ReminderStep.SAID, ReminderStep.DONE]


async def test_the_database_itself_keeps_a_second_confirmation_out(
    database: Database, resident: Resident, tablets: ScheduledItem
) -> None:
    done = ReminderEvent(
        ReminderKey(tablets.id, EIGHT), resident.id, ReminderStep.DONE, EIGHT, "resident"
    )
    with database.unit() as unit:
        unit.reminders.append(done)
    with pytest.raises(RefusedChangeError), database.unit() as unit:
        unit.reminders.append(done)
    assert steps(database, resident) == [ReminderStep.DONE]


async def test_overlapping_reminders_come_one_after_the_other(
    database: Database, desk: ReminderDesk, resident: Resident, tablets: ScheduledItem
) -> None:
    plan(database, resident, "Clinic", time(8, 10), ItemKind.APPOINTMENT)
    titles = []
    while (reminder := await desk.current(resident.id)) is not None:
        titles.append(reminder.occurrence.item.title)
        await desk.done(resident.id, reminder.key)
    assert titles == ["Tablets", "Clinic"]


async def test_later_means_later(
    clock: FakeClock, desk: ReminderDesk, resident: Resident, tablets: ScheduledItem
) -> None:
    reminder = await desk.current(resident.id)
    assert reminder is not None
    until = await desk.snooze(resident.id, reminder.key)
    assert until == EIGHT + timedelta(minutes=10)
    assert await desk.current(resident.id) is None
    clock.now = until
    again = await desk.current(resident.id)
    assert again is not None
    assert (again.is_new, again.is_again) == (True, True)


async def test_the_unconfirmed_reaches_staff_and_is_seen_once(
    database: Database,
    clock: FakeClock,
    desk: ReminderDesk,
    resident: Resident,
    nurse: StaffMember,
    tablets: ScheduledItem,
) -> None:
    await desk.current(resident.id)
    assert await desk.note_overdue() == 0
    clock.advance(minutes=30)
    assert await desk.note_overdue() == 1
    assert await desk.note_overdue() == 0
    (standing,) = await desk.notices()
    assert (standing.resident, standing.notice.kind) == (resident, NoticeKind.UNCONFIRMED)
    await desk.seen(resident.id, standing.notice.key, nurse.id)
    await desk.seen(resident.id, standing.notice.key, nurse.id)
    assert await desk.notices() == []
    with database.reading() as unit:
        actions = [entry.action for entry in unit.audit.entries()]
    assert actions == [AuditAction.REMINDER_OVERDUE, AuditAction.REMINDER_SEEN]


async def test_somebody_elses_reminder_is_not_mine(
    desk: ReminderDesk, tablets: ScheduledItem
) -> None:
    assert await desk.current(ResidentId(UUID(int=7))) is None


async def test_a_question_after_staff_have_looked_is_seen_anew(
    clock: FakeClock,
    desk: ReminderDesk,
    resident: Resident,
    nurse: StaffMember,
    tablets: ScheduledItem,
) -> None:
    await desk.current(resident.id)
    clock.advance(minutes=30)
    (standing,) = await desk.notices()
    await desk.seen(resident.id, standing.notice.key, nurse.id)
    clock.advance(minutes=5)
    await desk.ask(resident.id, standing.notice.key)
    (asked,) = await desk.notices()
    assert asked.notice.kind is NoticeKind.QUESTION
    clock.advance(minutes=1)
    await desk.seen(resident.id, standing.notice.key, nurse.id)
    await desk.seen(resident.id, standing.notice.key, nurse.id)
    assert await desk.notices() == []


async def test_whoever_moved_out_is_waited_for_by_nobody(
    database: Database,
    clock: FakeClock,
    desk: ReminderDesk,
    resident: Resident,
    tablets: ScheduledItem,
) -> None:
    await desk.current(resident.id)
    with database.unit() as unit:
        unit.residence.append(resident.id, Residence.DISCHARGED, clock(), "dana")
    clock.advance(minutes=30)
    assert await desk.note_overdue() == 0
    assert await desk.notices() == []
