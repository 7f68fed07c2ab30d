"""What is due follows from the plan, the log and the time."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.ids import ResidentId, new_uuid
from app.schedule import ItemKind, NoticeKind, Occurrence, Reminder, ReminderStep, ScheduledItem
from app.schedule.reminders import (
    ReminderEvent,
    ReminderNotice,
    by_reminder,
    due_reminders,
    key_of,
    notices,
    rules_of,
)
from app.settings import load_settings
from resources import RESOURCES

WHO = ResidentId(new_uuid())
NEW_YORK = ZoneInfo("America/New_York")
EIGHT = datetime(2026, 11, 20, 8, 0, tzinfo=NEW_YORK)
RULES = rules_of(load_settings(RESOURCES / "defaults").reminders)


def planned(kind: ItemKind = ItemKind.MEDICATION, at: datetime = EIGHT) -> Occurrence:
    item = ScheduledItem(new_uuid(), WHO, "It", "it", at.time(), frozenset(range(7)), kind)
    return Occurrence(item, at)


def step(
    of: Occurrence, what: ReminderStep, minutes: float, until: float | None = None
) -> ReminderEvent:
    end = None if until is None else EIGHT + timedelta(minutes=until)
    at = EIGHT + timedelta(minutes=minutes)
    return ReminderEvent(key_of(of), WHO, what, at, "resident", end)


def shown(of: list[Occurrence], minutes: float, *log: ReminderEvent) -> list[Reminder]:
    return due_reminders(of, by_reminder(log), EIGHT + timedelta(minutes=minutes), RULES)


TABLETS = planned()
SAID = step(TABLETS, ReminderStep.SAID, 0)


@pytest.mark.parametrize(
    ("minutes", "comes"), [(-1, False), (0, True), (239, True), (240, True), (241, False)]
)
def test_it_is_said_from_its_time_on_and_no_longer_once_it_is_too_late(
    minutes: float, *, comes: bool
) -> None:
    assert bool(shown([TABLETS], minutes)) is comes


@pytest.mark.parametrize(("minutes", "late"), [(0, False), (4, False), (5, True), (90, True)])
def test_what_is_late_is_said_to_be(minutes: float, *, late: bool) -> None:
    (reminder,) = shown([TABLETS], minutes)
    assert (reminder.is_new, reminder.is_late) == (True, late)


def test_what_can_be_gone_to_is_said_before_and_not_when_it_is_over() -> None:
    visit = planned(ItemKind.VISIT)
    assert [bool(shown([visit], minutes)) for minutes in (-16, -15, 30, 31)] == [
        False,
        True,
        True,
        False,
    ]


def test_once_said_it_stands_without_being_new_and_then_goes() -> None:
    assert [r.is_new for r in shown([TABLETS], 1, SAID)] == [False]
    assert [r.is_new for r in shown([TABLETS], 44, SAID)] == [False]
    assert shown([TABLETS], 45, SAID) == []


def test_a_late_one_is_said_once() -> None:
    late = step(TABLETS, ReminderStep.SAID, 90)
    (standing,) = shown([TABLETS], 91, late)
    assert (standing.is_new, standing.is_late) == (False, True)
    assert shown([TABLETS], 90 + 45, late) == []


def test_put_off_it_is_away_and_comes_again_at_its_new_time() -> None:
    later = step(TABLETS, ReminderStep.SNOOZED, 2, until=12)
    assert shown([TABLETS], 11, SAID, later) == []
    (again,) = shown([TABLETS], 12, SAID, later)
    assert (again.is_new, again.is_late, again.is_again) == (True, False, True)
    said_again = step(TABLETS, ReminderStep.SAID, 12)
    (standing,) = shown([TABLETS], 13, SAID, later, said_again)
    assert (standing.is_new, standing.is_again) == (False, True)


@pytest.mark.parametrize("settled", [ReminderStep.DONE, ReminderStep.ASKED])
def test_what_is_settled_is_gone(settled: ReminderStep) -> None:
    assert shown([TABLETS], 3, SAID, step(TABLETS, settled, 2)) == []


def test_one_after_the_other_and_what_stands_keeps_its_place() -> None:
    other, later = planned(ItemKind.APPOINTMENT), planned(at=EIGHT + timedelta(minutes=1))
    in_order = shown([later, TABLETS], 2)
    assert [r.occurrence for r in in_order] == [TABLETS, later]
    standing = step(later, ReminderStep.SAID, 1)
    in_order = shown([TABLETS, later, other], 2, standing)
    assert in_order[0].occurrence == later
    assert len(in_order) == 3


def test_a_birthday_is_no_reminder() -> None:
    item = ScheduledItem(
        new_uuid(), WHO, "B", "b", time(0), frozenset(range(7)), ItemKind.ACTIVITY, minutes=1440
    )
    midnight = EIGHT.replace(hour=0)
    assert due_reminders([Occurrence(item, midnight)], {}, midnight, RULES) == []


def test_in_the_hour_that_comes_twice_the_log_finds_its_reminder() -> None:
    at = datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK)
    tablets = planned(at=at)
    done = ReminderEvent(key_of(tablets), WHO, ReminderStep.DONE, at, "resident")
    assert due_reminders([tablets], by_reminder([done]), at, RULES) == []


def told(
    of: Occurrence, minutes: float, *log: ReminderEvent, is_reminded: bool = True
) -> list[ReminderNotice]:
    now = EIGHT + timedelta(minutes=minutes)
    return notices([of], by_reminder(log), now, RULES, is_reminded=is_reminded)


def test_an_unconfirmed_medicine_goes_to_staff_after_the_set_time() -> None:
    assert told(TABLETS, 29, SAID) == []
    (notice,) = told(TABLETS, 30, SAID)
    assert notice.kind is NoticeKind.UNCONFIRMED
    assert notice.since == EIGHT + timedelta(minutes=30)
    assert told(TABLETS, 12 * 60, SAID) == []


@pytest.mark.parametrize("settled", [ReminderStep.DONE, ReminderStep.SEEN])
def test_done_or_seen_takes_it_off(settled: ReminderStep) -> None:
    assert told(TABLETS, 40, SAID, step(TABLETS, settled, 35)) == []


def test_a_question_after_staff_looked_reaches_them() -> None:
    seen, asked = step(TABLETS, ReminderStep.SEEN, 32), step(TABLETS, ReminderStep.ASKED, 40)
    (notice,) = told(TABLETS, 41, SAID, seen, asked)
    assert notice.kind is NoticeKind.QUESTION
    again = step(TABLETS, ReminderStep.QUESTION_SEEN, 45)
    assert told(TABLETS, 46, SAID, seen, asked, again) == []


def test_a_question_goes_to_staff_at_once_whatever_it_is_about() -> None:
    visit = planned(ItemKind.VISIT)
    (notice,) = told(visit, 1, step(visit, ReminderStep.ASKED, 1))
    assert notice.kind is NoticeKind.QUESTION
    assert told(visit, 13 * 60, step(visit, ReminderStep.ASKED, 1)) == []


def test_what_no_screen_could_say_goes_to_staff_for_those_whom_a_screen_reminds() -> None:
    (notice,) = told(TABLETS, 30)
    assert notice.kind is NoticeKind.UNSAID
    assert told(TABLETS, 30, is_reminded=False) == []


def test_nothing_but_medicines_is_overdue() -> None:
    tea = planned(ItemKind.ACTIVITY)
    assert told(tea, 60, step(tea, ReminderStep.SAID, 0)) == []
