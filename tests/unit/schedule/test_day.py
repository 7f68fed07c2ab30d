from datetime import datetime, time

import pytest

from app.ids import ResidentId, new_uuid
from app.schedule import ItemKind, ScheduledItem, next_item, todays_items

WHO = ResidentId(new_uuid())
SATURDAY_NOON = datetime(2026, 3, 14, 12, 0)  # noqa: DTZ001 - local time of the facility


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
