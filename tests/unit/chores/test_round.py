"""Chores: due on time, made up for, tried again, and none keeps another from being done."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.chores import Chore, ChoreRound, Daily
from app.chores.round import LOOK_EVERY_S, until_set
from app.chores.usual_hours import next_of, usual_hours
from app.runtime import ThreadLane
from storage import Database
from tests.fakes.clock import FakeClock

NEW_YORK = ZoneInfo("America/New_York")
AT_THREE = Daily(time(3), NEW_YORK)
NOON = datetime(2026, 3, 7, 17, 0, tzinfo=UTC)  # Saturday 12:00 in New York


@pytest.mark.parametrize(
    ("done_at", "due"),
    [
        (None, "2026-03-07T08:00"),
        ("2026-03-06T08:00", "2026-03-07T08:00"),
        # The night in which the clocks go forward is an hour shorter.
        ("2026-03-07T08:00", "2026-03-08T07:00"),
    ],
)
async def test_a_daily_chore_is_due_at_its_time_here(done_at: str | None, due: str) -> None:
    done = datetime.fromisoformat(done_at).replace(tzinfo=UTC) if done_at else None
    assert await AT_THREE(done, NOON) == datetime.fromisoformat(due).replace(tzinfo=UTC)


async def test_a_time_that_clocks_leap_over_still_comes() -> None:
    at_half_past_two = Daily(time(2, 30), NEW_YORK)
    due = await at_half_past_two(NOON, NOON)
    assert due == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)


class Work:
    """Counts, and fails when told to."""

    def __init__(self) -> None:
        self.done = 0
        self.fails = False

    async def __call__(self) -> None:
        if self.fails:
            raise OSError("the disk is full")
        self.done += 1


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOON)


async def test_what_was_missed_is_done_once_also_after_a_restart(
    database: Database, lane: ThreadLane, clock: FakeClock
) -> None:
    work = Work()
    first = ChoreRound([Chore("night", AT_THREE, work)], database.unit, lane, clock)
    await first.go()
    await first.go()
    again = ChoreRound([Chore("night", AT_THREE, work)], database.unit, lane, clock)
    assert await again.go() == LOOK_EVERY_S
    assert work.done == 1
    clock.advance(days=1)
    await again.go()
    assert work.done == 2


async def test_a_chore_that_fails_is_tried_again_and_keeps_none_from_being_done(
    database: Database, lane: ThreadLane, clock: FakeClock
) -> None:
    bad, good = Work(), Work()
    bad.fails = True
    chores = [Chore("bad", AT_THREE, bad), Chore("good", AT_THREE, good)]
    chore_round = ChoreRound(chores, database.unit, lane, clock)
    await chore_round.go()
    assert (bad.done, good.done) == (0, 1)
    bad.fails = False
    await chore_round.go()
    assert bad.done == 0
    clock.advance(minutes=1)
    await chore_round.go()
    assert (bad.done, good.done) == (1, 1)


async def test_what_is_not_kept_is_done_at_each_start(
    database: Database, lane: ThreadLane, clock: FakeClock
) -> None:
    work = Work()
    for _ in range(2):
        chore = Chore("minute", AT_THREE, work, is_kept=False)
        chore_round = ChoreRound([chore], database.unit, lane, clock)
        await chore_round.go()
        await chore_round.go()
    assert work.done == 2


async def test_it_goes_round_until_it_is_stopped_and_can_be_woken(
    database: Database, lane: ThreadLane, clock: FakeClock
) -> None:
    paused: list[float] = []
    work = Work()
    chore_round: ChoreRound

    async def pause(woken: asyncio.Event, at_most_s: float) -> None:
        paused.append(at_most_s)
        clock.advance(hours=8)
        chore_round.wake()
        await until_set(woken, at_most_s)
        if len(paused) == 3:
            chore_round.stop()

    chore = Chore("night", AT_THREE, work)
    chore_round = ChoreRound([chore], database.unit, lane, clock, pause=pause)
    await chore_round.run()
    assert paused == [LOOK_EVERY_S] * 3
    # At noon for the night before, and once in the night between.
    assert work.done == 2


async def test_a_sleep_ends_when_its_time_is_over() -> None:
    await until_set(asyncio.Event(), 0.0)


def said(hour: int, *days_ago: int) -> list[datetime]:
    here = NOON.astimezone(NEW_YORK).replace(hour=hour, minute=20)
    return [here - timedelta(days=day) for day in days_ago]


def test_usual_hours_are_those_of_three_days_and_more() -> None:
    spoken = [*said(9, 1, 2, 3), *said(10, 1, 2, 3), *said(16, 1, 2), *said(20, 15, 16, 17)]
    assert usual_hours(spoken, NOON, NEW_YORK) == [time(9)]


def test_many_words_on_one_day_are_no_habit() -> None:
    assert usual_hours(said(9, 1) * 9, NOON, NEW_YORK) == []


def test_the_next_usual_hour_may_be_tomorrow() -> None:
    assert next_of([time(9), time(15)], NOON, NEW_YORK) == datetime(2026, 3, 7, 20, tzinfo=UTC)
    assert next_of([time(9)], NOON, NEW_YORK) == datetime(2026, 3, 8, 13, tzinfo=UTC)
    assert next_of([], NOON, NEW_YORK) is None
