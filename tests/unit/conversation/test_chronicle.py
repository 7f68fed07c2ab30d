"""Plans as passages: by which words they can be found."""

from datetime import date, time

import pytest

from app.conversation.chronicle import passage_of_plan
from app.conversation.wording import Wording
from app.ids import ResidentId, new_uuid
from app.schedule import ItemKind, Recurrence, ScheduledItem
from app.schedule.rule import read_rule

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,FR", "Tuesday, Friday"),
        ("FREQ=WEEKLY", "Monday"),
        ("FREQ=MONTHLY;BYDAY=2WE", "Wednesday"),
        ("FREQ=MONTHLY;BYMONTHDAY=3", ""),
    ],
)
def test_what_comes_again_is_found_by_its_weekdays(wording: Wording, rule: str, named: str) -> None:
    dates = Recurrence(MONDAY, read_rule(rule, lambda moment: moment, 15))
    item = ScheduledItem(
        new_uuid(),
        ResidentId(new_uuid()),
        "Choir",
        "choir",
        time(15),
        frozenset(),
        ItemKind.ACTIVITY,
        dates=dates,
    )
    passage = passage_of_plan(item, wording)
    words = [part for part in ("choir", named, "three o’clock") if part]
    assert passage.text == ", ".join(words) + "."
