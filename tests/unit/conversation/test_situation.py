from datetime import datetime, time
from zoneinfo import ZoneInfo

from app.conversation.situation import Surroundings
from app.ids import ResidentId, new_uuid
from app.schedule import ItemKind, ScheduledItem

WHO = ResidentId(new_uuid())
NOW = datetime(2026, 11, 20, 15, 30, tzinfo=ZoneInfo("America/New_York"))


def item(title: str, at: time, kind: ItemKind, visitor: str = "") -> ScheduledItem:
    return ScheduledItem(
        new_uuid(), WHO, title, title.lower(), at, frozenset(range(7)), kind, visitor
    )


LUNCH = item("Lunch", time(12), ItemKind.MEAL)
TABLETS = item("Tablets", time(16), ItemKind.MEDICATION)
CHECK = item("Check", time(16, 30), ItemKind.APPOINTMENT)
CAROL = item("Carol", time(17), ItemKind.VISIT, "your daughter Carol")
BINGO = item("Bingo", time(18), ItemKind.ACTIVITY, "your friend Dorothy")


def around(*plan: ScheduledItem) -> Surroundings:
    return Surroundings("Willow House", NOW, plan=plan)


def test_the_next_pleasure_is_no_medicine_and_no_appointment() -> None:
    assert around(LUNCH, TABLETS, CHECK, CAROL, BINGO).next_pleasure == CAROL
    assert around(TABLETS, CHECK, BINGO).next_pleasure == BINGO


def test_a_day_may_hold_no_more_pleasures() -> None:
    assert around(LUNCH, TABLETS).next_pleasure is None


def test_the_visitor_is_who_still_comes_today() -> None:
    assert around(LUNCH, BINGO, CAROL).visitor == "your daughter Carol"
    gone = item("Gone", time(9), ItemKind.VISIT, "your son")
    assert around(gone, BINGO).visitor == ""
    assert around(item("Somebody", time(17), ItemKind.VISIT)).visitor == ""
