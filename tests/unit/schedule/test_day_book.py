"""The day book on a real database: local time of the facility decides."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.identity import Resident
from app.ids import ResidentId, new_uuid
from app.runtime import ThreadLane
from app.schedule import DayBook, ItemKind, ScheduledItem
from storage import Database
from tests.fakes.clock import FakeClock

NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def tea(database: Database, resident: Resident) -> ScheduledItem:
    tea = ScheduledItem(
        new_uuid(), resident.id, "Tea", "tea", time(16), frozenset({4}), ItemKind.MEAL
    )
    with database.unit() as unit:
        unit.schedule.add(tea)
    return tea


@pytest.mark.parametrize(
    ("utc", "comes"),
    [
        (datetime(2026, 3, 13, 19, 59, tzinfo=UTC), True),  # Friday 15:59 in New York
        (datetime(2026, 3, 13, 20, 1, tzinfo=UTC), False),  # Friday 16:01
        (datetime(2026, 3, 14, 3, 30, tzinfo=UTC), False),  # Saturday here, Friday 23:30 there
        (datetime(2026, 3, 13, 4, 30, tzinfo=UTC), True),  # Friday 00:30
        (datetime(2026, 3, 13, 3, 30, tzinfo=UTC), False),  # still Thursday there
        (datetime(2026, 1, 16, 20, 59, tzinfo=UTC), True),  # winter time: 15:59
    ],
)
async def test_the_next_thing_is_told_in_the_facilitys_own_time(
    database: Database,
    lane: ThreadLane,
    resident: Resident,
    tea: ScheduledItem,
    utc: datetime,
    *,
    comes: bool,
) -> None:
    book = DayBook(database.reading, lane, FakeClock(utc), NEW_YORK)
    assert await book.next_today(resident.id) == (tea if comes else None)


async def test_somebody_elses_plan_is_not_mine(
    database: Database, lane: ThreadLane, tea: ScheduledItem
) -> None:
    friday = FakeClock(datetime(2026, 3, 13, 12, tzinfo=UTC))
    book = DayBook(database.reading, lane, friday, NEW_YORK)
    assert await book.next_today(ResidentId(new_uuid())) is None


@pytest.mark.parametrize(
    ("minute", "missed"), [(5, ["Tablets"]), (59, ["Tablets"]), (60, ["Bingo", "Tablets"])]
)
async def test_what_is_still_going_on_was_not_missed(
    database: Database, lane: ThreadLane, resident: Resident, minute: int, missed: list[str]
) -> None:
    bingo = ScheduledItem(
        new_uuid(),
        resident.id,
        "Bingo",
        "bingo",
        time(15),
        frozenset({4}),
        ItemKind.ACTIVITY,
        minutes=60,
    )
    tablets = replace(bingo, id=new_uuid(), title="Tablets", kind=ItemKind.MEDICATION)
    with database.unit() as unit:
        unit.schedule.add(bingo)
        unit.schedule.add(tablets)
    now = datetime(2026, 3, 13, 15, 0, tzinfo=NEW_YORK) + timedelta(minutes=minute)
    book = DayBook(database.reading, lane, FakeClock(now), NEW_YORK)
    found = await book.unanswered(resident.id)
    assert sorted(each.item.title for each in found) == missed
