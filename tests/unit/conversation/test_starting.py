"""Lilo begins by itself only when it may."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from app.conversation.starting import Started, StartRules, Topic, may_start, topics_of
from app.ids import ResidentId, new_uuid
from app.schedule import ItemKind, ScheduledItem

ZONE = ZoneInfo("America/New_York")
MORNING = datetime(2026, 11, 20, 10, 5, tzinfo=ZONE)
RULES = StartRules(times=(time(10), time(15)))


def item(kind: ItemKind, at: time, number: int) -> ScheduledItem:
    days = frozenset(range(7))
    return ScheduledItem(
        UUID(int=number), ResidentId(new_uuid()), "Tea", "tea", at, days, kind, "Carol"
    )


VISIT = Topic("visit", item(ItemKind.VISIT, time(16), 1))
QUIZ = Topic("quiz", item(ItemKind.ACTIVITY, time(14), 2))


def starts(
    now: datetime = MORNING,
    *started: Started,
    last_said: datetime | None = None,
    rules: StartRules = RULES,
) -> Topic | None:
    return may_start([VISIT, QUIZ], started, last_said, rules, now)


def test_at_a_set_time_it_begins_with_the_first_topic() -> None:
    assert starts() is VISIT
    assert may_start([], [], None, RULES, MORNING) is None


@pytest.mark.parametrize("hour", [9, 11, 14, 20, 22, 3])
def test_at_other_times_it_does_not(hour: int) -> None:
    assert starts(MORNING.replace(hour=hour)) is None


def test_without_times_it_never_begins() -> None:
    assert starts(rules=StartRules()) is None


@pytest.mark.parametrize("hour", [20, 23, 0, 7])
def test_it_never_begins_at_night_whatever_the_times_say(hour: int) -> None:
    assert starts(MORNING.replace(hour=hour), rules=StartRules(times=(time(hour),))) is None
    day = StartRules(times=(time(hour),), night_from=time(1), night_until=time(2))
    assert starts(MORNING.replace(hour=hour), rules=day) is VISIT


def test_the_moment_passes() -> None:
    late = MORNING.replace(hour=10, minute=31)
    assert starts(MORNING.replace(minute=30)) is VISIT
    assert starts(late) is None


def test_it_cuts_into_no_conversation() -> None:
    assert starts(last_said=MORNING - timedelta(minutes=9)) is None
    assert starts(last_said=MORNING - timedelta(minutes=10)) is VISIT


def test_it_begins_once_at_each_time_and_each_topic_once() -> None:
    begun = Started("visit", MORNING - timedelta(minutes=2))
    assert starts(MORNING, begun) is None
    afternoon = MORNING.replace(hour=15)
    assert starts(afternoon, begun) is QUIZ
    assert starts(afternoon, begun, Started("quiz", MORNING - timedelta(days=1))) is None


def test_after_a_no_nothing_more_is_begun_that_day_nor_the_same_ever() -> None:
    declined = Started("visit", MORNING - timedelta(minutes=2), declined=True)
    assert starts(MORNING.replace(hour=15), declined) is None
    assert starts(MORNING + timedelta(days=1), declined) is QUIZ


def test_topics_are_what_is_still_to_come_today_visits_first() -> None:
    plan = [
        item(ItemKind.ACTIVITY, time(11), 1),
        item(ItemKind.VISIT, time(16), 2),
        item(ItemKind.MEDICATION, time(12), 3),
        item(ItemKind.APPOINTMENT, time(13), 4),
        item(ItemKind.ACTIVITY, time(9), 5),
    ]
    found = topics_of(plan, MORNING)
    assert [topic.item.id.int for topic in found] == [2, 1]
    assert found[0].key != topics_of(plan, MORNING + timedelta(days=1))[0].key
