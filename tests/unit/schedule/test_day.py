from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.ids import ResidentId, new_uuid
from app.schedule import (
    ItemKind,
    Occurrence,
    Recurrence,
    ScheduledItem,
    day_of,
    next_item,
    occurrences,
    todays_items,
)
from app.schedule.rule import read_rule

WHO = ResidentId(new_uuid())
NEW_YORK = ZoneInfo("America/New_York")
SATURDAY_NOON = datetime(2026, 3, 14, 12, 0, tzinfo=NEW_YORK)


def item(title: str, at: time, days: frozenset[int] = frozenset(range(7))) -> ScheduledItem:
    return ScheduledItem(new_uuid(), WHO, title, title.lower(), at, days, ItemKind.ACTIVITY)


LUNCH = item("Lunch", time(12, 30))
TEA = item("Tea", time(16))
BREAKFAST = item("Breakfast", time(8))
CHURCH = item("Church", time(10), frozenset({6}))
CHOIR = item("Choir", time(18), frozenset({5}))


def test_a_day_holds_what_falls_on_its_weekday_in_order_of_time() -> None:
    items = [TEA, CHOIR, CHURCH, BREAKFAST, LUNCH]
    assert todays_items(items, SATURDAY_NOON) == [BREAKFAST, LUNCH, TEA, CHOIR]
    sunday = SATURDAY_NOON.replace(day=15)
    assert todays_items(items, sunday) == [BREAKFAST, CHURCH, LUNCH, TEA]


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [
        (0, 0, BREAKFAST),
        (8, 0, BREAKFAST),
        (8, 1, LUNCH),
        (12, 30, LUNCH),
        (12, 31, TEA),
        (16, 1, None),
    ],
)
def test_what_comes_next_is_the_first_that_has_not_begun(
    hour: int, minute: int, expected: ScheduledItem | None
) -> None:
    now = SATURDAY_NOON.replace(hour=hour, minute=minute)
    assert next_item([TEA, BREAKFAST, LUNCH, CHURCH], now) == expected


def test_an_empty_plan_holds_nothing() -> None:
    assert todays_items([], SATURDAY_NOON) == []
    assert next_item([], SATURDAY_NOON) is None


def test_what_is_on_no_day_never_comes() -> None:
    assert next_item([item("Never", time(13), frozenset())], SATURDAY_NOON) is None


def dated(at: time, first: date, rule: str = "", zone: str = "", **more: object) -> ScheduledItem:
    read = read_rule(rule, lambda moment: moment.replace(tzinfo=None)) if rule else None
    dates = Recurrence(first, read, zone, **more)  # type: ignore[arg-type]
    return ScheduledItem(
        new_uuid(), WHO, "Call", "a call", at, frozenset(), ItemKind.VISIT, dates=dates
    )


def starts(item: ScheduledItem, first: date, days: int) -> list[str]:
    begin, _ = day_of(first, NEW_YORK)
    found = occurrences([item], begin, begin + timedelta(days=days), NEW_YORK)
    return [f"{each.starts:%m-%d %H:%M %z}" for each in found]


def test_wall_time_stays_when_the_clocks_change() -> None:
    daily = dated(time(8), date(2026, 3, 7), "FREQ=DAILY")
    assert starts(daily, date(2026, 3, 7), 2) == ["03-07 08:00 -0500", "03-08 08:00 -0400"]


@pytest.mark.parametrize("weekly", [True, False])
def test_a_time_that_clocks_leap_over_is_the_moment_it_would_have_been(*, weekly: bool) -> None:
    early = item("Early", time(2, 30)) if weekly else dated(time(2, 30), date(2026, 3, 8))
    # At 2:00 it became 3:00.
    assert starts(early, date(2026, 3, 8), 1) == ["03-08 03:30 -0400"]


@pytest.mark.parametrize("weekly", [True, False])
def test_a_time_that_comes_twice_is_the_first(*, weekly: bool) -> None:
    late = item("Late", time(1, 30)) if weekly else dated(time(1, 30), date(2026, 11, 1))
    assert starts(late, date(2026, 11, 1), 1) == ["11-01 01:30 -0400"]


def test_a_call_from_another_zone_comes_when_it_is_that_time_there() -> None:
    # Europe leaves summer time a week before New York does.
    london = dated(time(19), date(2026, 10, 20), "FREQ=WEEKLY", "Europe/London")
    assert starts(london, date(2026, 10, 20), 15) == [
        "10-20 14:00 -0400",
        "10-27 15:00 -0400",
        "11-03 14:00 -0500",
    ]


def test_single_dates_are_added_and_left_out() -> None:
    first, second = datetime(2026, 3, 10, 9), datetime(2026, 3, 12, 15)  # noqa: DTZ001
    plan = dated(
        time(9),
        date(2026, 3, 9),
        "FREQ=DAILY;UNTIL=20260311",
        also=frozenset({second}),
        without=frozenset({first}),
    )
    days = ["03-09 09:00 -0400", "03-11 09:00 -0400", "03-12 15:00 -0400"]
    assert starts(plan, date(2026, 3, 8), 8) == days
    assert plan.dates is not None
    assert plan.dates.last_day == date(2026, 3, 12)


def test_today_shows_the_time_it_takes_place_at_here() -> None:
    tokyo = dated(time(9), date(2026, 3, 15), zone="Asia/Tokyo")
    (shown,) = todays_items([tokyo], SATURDAY_NOON)
    assert shown.at == time(20)
    assert next_item([tokyo], SATURDAY_NOON) == shown


def test_an_end_is_reckoned_in_real_time() -> None:
    night = ScheduledItem(
        new_uuid(), WHO, "Watch", "watch", time(1), frozenset({6}), ItemKind.ACTIVITY, minutes=120
    )
    watch = Occurrence(night, datetime(2026, 3, 8, 1, tzinfo=NEW_YORK))
    assert watch.ends == datetime(2026, 3, 8, 4, tzinfo=NEW_YORK)


def test_what_belongs_to_a_day_is_told_from_what_begins_at_midnight() -> None:
    midnight = dated(time(0), date(2026, 3, 14))
    birthday = ScheduledItem(
        new_uuid(), WHO, "Birthday", "", time(0), frozenset(), ItemKind.ACTIVITY, minutes=1440
    )
    assert (midnight.is_all_day, birthday.is_all_day) == (False, True)


def test_a_day_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError, match="time zone"):
        todays_items([TEA], SATURDAY_NOON.replace(tzinfo=None))
