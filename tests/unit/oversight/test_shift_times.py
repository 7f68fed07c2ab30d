from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from app.oversight.shift_times import ShiftTimes

NEW_YORK = ZoneInfo("America/New_York")
USUAL = ShiftTimes(zone=NEW_YORK)


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("now", "began"),
    [
        (local(20, 7), local(20, 7)),
        (local(20, 14, 59), local(20, 7)),
        (local(20, 15), local(20, 15)),
        (local(20, 6, 59), local(19, 23)),
        (local(20, 23, 30), local(20, 23)),
    ],
)
def test_a_shift_runs_from_its_start_to_the_next(now: datetime, began: datetime) -> None:
    assert USUAL.begun(now) == began


def test_a_house_may_have_shifts_of_twelve_hours() -> None:
    assert ShiftTimes((time(6), time(18))).begun(datetime(2026, 11, 20, 3, tzinfo=UTC)) == datetime(
        2026, 11, 19, 18, tzinfo=UTC
    )


def test_the_night_on_which_clocks_go_back_has_an_hour_more() -> None:
    shifts = USUAL.back(local(1, 9), timedelta(hours=12))
    assert [end - begin for begin, end in shifts] == [
        timedelta(hours=2),
        timedelta(hours=9),
        timedelta(hours=8),
    ]


def test_shifts_follow_each_other_without_a_gap() -> None:
    shifts = USUAL.back(local(20, 18, 42), timedelta(days=7))
    assert shifts[0] == (local(20, 15), local(20, 18, 42))
    assert all(later[0] == earlier[1] for later, earlier in pairwise(shifts))
    assert shifts[-1][0] <= local(13, 18, 42) < shifts[-1][1]
