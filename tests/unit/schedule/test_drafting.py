"""Plans as people write them, and back."""

from datetime import date, time

import pytest

from app.ids import ResidentId, new_uuid
from app.schedule import ItemKind, Recurrence, ScheduledItem
from app.schedule.drafting import PlanDraft, PlanDraftError, Repeats, draft_of
from app.schedule.rule import read_rule

WHO = ResidentId(new_uuid())
TUESDAY = date(2026, 12, 1)


def draft(**changes: object) -> PlanDraft:
    given = {"title": "Tea", "kind": ItemKind.ACTIVITY, "first": TUESDAY, "at": time(15)}
    return PlanDraft(**{**given, **changes})


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, None),
        ({"repeats": Repeats.DAILY}, "FREQ=DAILY"),
        ({"repeats": Repeats.WEEKLY}, "FREQ=WEEKLY;BYDAY=TU"),
        (
            {"repeats": Repeats.WEEKLY, "weekdays": frozenset({0, 4})},
            "FREQ=WEEKLY;BYDAY=MO,FR",
        ),
        ({"repeats": Repeats.FORTNIGHTLY}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ({"repeats": Repeats.MONTHLY}, "FREQ=MONTHLY"),
    ],
)
def test_what_is_written_is_read_back(changes: dict[str, object], rule: str | None) -> None:
    item = draft(**changes).item(WHO)
    kept = item.dates.rule
    assert (kept.text() if kept else None) == rule
    again = draft_of(item, date(2027, 1, 1))
    assert again.item(WHO, item) == item
    assert again.repeats is changes.get("repeats", Repeats.ONCE)


def test_words_are_tidied_and_the_title_is_spoken() -> None:
    item = draft(title="  Tea   with Ann ", visitor=" your  niece ").item(WHO)
    assert (item.title, item.spoken, item.visitor) == (
        "Tea with Ann",
        "Tea with Ann",
        "your niece",
    )


@pytest.mark.parametrize("changes", [{"title": " "}, {"minutes": 8 * 24 * 60}])
def test_what_cannot_be_planned_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(PlanDraftError):
        draft(**changes).item(WHO)
    with pytest.raises(PlanDraftError, match="no rule to keep"):
        draft(repeats=Repeats.AS_KEPT).item(WHO)


@pytest.mark.parametrize(
    ("weekdays", "repeats"),
    [(range(7), Repeats.DAILY), ((1, 3), Repeats.WEEKLY)],
)
def test_what_comes_by_weekdays_alone(weekdays: range, repeats: Repeats) -> None:
    item = ScheduledItem(
        new_uuid(), WHO, "Lunch", "lunch", time(12, 30), frozenset(weekdays), ItemKind.MEAL
    )
    read = draft_of(item, TUESDAY)
    assert (read.repeats, read.first, read.spoken) == (repeats, TUESDAY, "lunch")
    assert read.weekdays == (frozenset(weekdays) if repeats is Repeats.WEEKLY else frozenset())


@pytest.mark.parametrize(
    "rule",
    ["FREQ=MONTHLY;BYDAY=2TU", "FREQ=DAILY;BYHOUR=8,20", "FREQ=WEEKLY;UNTIL=20271231T000000"],
)
def test_a_rule_of_a_calendar_stays_as_it_is(rule: str) -> None:
    kept = Recurrence(TUESDAY, read_rule(rule, lambda moment: moment.replace(tzinfo=None)))
    item = ScheduledItem(
        new_uuid(), WHO, "Choir", "choir", time(10), frozenset(), ItemKind.ACTIVITY, dates=kept
    )
    read = draft_of(item, TUESDAY)
    assert read.repeats is Repeats.AS_KEPT
    changed = PlanDraft("Singing", read.kind, read.first, read.at, read.repeats).item(WHO, item)
    assert (changed.id, changed.dates, changed.title) == (item.id, kept, "Singing")
