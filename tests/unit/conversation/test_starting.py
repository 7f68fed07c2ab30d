"""Lilo begins by itself only when it may."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from app.conversation.starting import Begun, StartRules, Topic, may_start, topics_of
from app.conversation.starting_words import StartKind
from app.ids import ResidentId, new_uuid
from app.schedule import ItemKind, Occurrence, ScheduledItem

ZONE = ZoneInfo("America/New_York")
MORNING = datetime(2026, 11, 20, 10, 5, tzinfo=ZONE)
RULES = StartRules(times=(time(10), time(15)))
BORN = date(1940, 3, 1)

VISIT = Topic("visit/1", StartKind.VISIT, "Tea with Carol", time(16))
QUIZ = Topic("activity/2", StartKind.ACTIVITY, "Quiz", time(15, 30))


def planned(kind: ItemKind, at: time, number: int, title: str = "Tea") -> Occurrence:
    days = frozenset(range(7))
    minutes = 24 * 60 if at == time() else 30
    who = ResidentId(new_uuid())
    item = ScheduledItem(UUID(int=number), who, title, title, at, days, kind, minutes=minutes)
    return Occurrence(item, datetime.combine(MORNING.date(), at, ZONE))


def is_birthday(title: str) -> bool:
    return "birthday" in title.lower()


def starts(
    now: datetime = MORNING,
    begun: Begun | None = None,
    last_said: datetime | None = None,
    rules: StartRules = RULES,
) -> Topic | None:
    return may_start([VISIT, QUIZ], begun or Begun(), last_said, rules, now)


def test_at_a_set_time_it_begins_with_the_first_topic() -> None:
    assert starts() is VISIT
    assert may_start([], Begun(), None, RULES, MORNING) is None


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
    assert starts(MORNING.replace(minute=30)) is VISIT
    assert starts(MORNING.replace(minute=31)) is None


def test_it_cuts_into_no_conversation() -> None:
    assert starts(last_said=MORNING - timedelta(minutes=9)) is None
    assert starts(last_said=MORNING - timedelta(minutes=10)) is VISIT


def test_it_begins_once_at_each_time_and_each_topic_once_a_day() -> None:
    at = MORNING - timedelta(minutes=2)
    begun = Begun(at, topics={VISIT.key: at})
    assert starts(MORNING, begun) is None
    assert starts(MORNING.replace(hour=15), begun) is QUIZ
    assert starts(MORNING + timedelta(days=1), begun) is VISIT


def test_after_a_no_nothing_more_is_begun_that_day() -> None:
    at = MORNING - timedelta(minutes=2)
    declined = Begun(at, at, {VISIT.key: at})
    assert starts(MORNING.replace(hour=15), declined) is None
    assert starts(MORNING + timedelta(days=1), declined) is VISIT


def test_what_was_declined_rests_until_next_week() -> None:
    declined = Begun(refused={VISIT.key: MORNING})
    for days, topic in ((1, QUIZ), (5, QUIZ), (6, VISIT), (7, VISIT)):
        later = MORNING.replace(hour=10) + timedelta(days=days)
        assert starts(later.replace(minute=10), declined) is topic


def test_a_birthday_has_one_name_on_the_day_before_and_on_the_day() -> None:
    party = [planned(ItemKind.ACTIVITY, time(), 7, "Dorothy’s birthday")]
    (before,) = topics_of([], party, None, is_birthday, MORNING)
    (on_the_day,) = topics_of(party, [], None, is_birthday, MORNING)
    assert before.key == on_the_day.key
    assert before.kind is not on_the_day.kind


def test_topics_are_birthdays_then_visits_a_check_in_and_activities_still_to_come() -> None:
    today = [
        planned(ItemKind.ACTIVITY, time(11), 1),
        planned(ItemKind.VISIT, time(16), 2),
        planned(ItemKind.MEDICATION, time(12), 3),
        planned(ItemKind.APPOINTMENT, time(13), 4),
        planned(ItemKind.ACTIVITY, time(9), 5),
        planned(ItemKind.ACTIVITY, time(), 6, "Dorothy’s birthday"),
    ]
    tomorrow = [
        planned(ItemKind.ACTIVITY, time(), 7, "Your granddaughter’s birthday"),
        planned(ItemKind.VISIT, time(12), 8),
    ]
    found = topics_of(today, tomorrow, BORN, is_birthday, MORNING, check_in="phq2")
    assert [topic.key.split("/")[0] for topic in found] == [
        "birthday",
        "birthday",
        "visit",
        "check_in",
        "activity",
    ]
    assert found[-1].at == time(11)


@pytest.mark.parametrize(
    ("born", "is_there"),
    [(date(1940, 11, 20), True), (date(1940, 11, 21), False), (None, False)],
)
def test_ones_own_birthday_comes_first(born: date | None, *, is_there: bool) -> None:
    visit = [planned(ItemKind.VISIT, time(16), 2)]
    found = topics_of(visit, [], born, is_birthday, MORNING)
    assert (found[0].kind is StartKind.OWN_BIRTHDAY) is is_there
