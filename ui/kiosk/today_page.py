"""The page of the whole day: what is over, what comes next, what is still to come."""

from datetime import time

from app.schedule import ItemKind, ScheduledItem
from ui.kiosk.inputs import KioskInputs
from ui.kiosk.time_words import time_phrase
from ui.kiosk.view import PlannedItem, TodayView
from ui.kiosk.wording import Wording

ICONS = {
    ItemKind.ACTIVITY: "sun",
    ItemKind.MEAL: "meal",
    ItemKind.VISIT: "visit",
    ItemKind.MEDICATION: "medication",
    ItemKind.APPOINTMENT: "appointment",
}


def today_page(inputs: KioskInputs, wording: Wording) -> TodayView:
    """Return the day as it stands at this minute."""
    now = inputs.now.time()
    coming = next((item for item in inputs.plan if item.at >= now), None)
    items = tuple(_planned(item, now, coming, wording) for item in inputs.plan)
    return TodayView(wording.today.title, items, "" if items else wording.today.empty)


def _planned(
    item: ScheduledItem, now: time, coming: ScheduledItem | None, wording: Wording
) -> PlannedItem:
    words, at = wording.today, time_phrase(item.at, wording.time)
    is_over, is_next = item.at < now, item is coming
    spoken = words.spoken_over if is_over else words.spoken_next if is_next else words.spoken
    return PlannedItem(
        time=words.next.format(time=at) if is_next else at,
        title=item.title,
        icon=ICONS[item.kind],
        spoken=spoken.format(time=at, title=item.title),
        is_over=is_over,
        is_next=is_next,
    )
