"""Schedule: what a resident's day holds."""

from app.schedule.day import (
    ItemKind,
    ScheduledItem,
    ScheduleRepository,
    next_item,
    todays_items,
)
from app.schedule.day_book import DayBook, ScheduleUnit

__all__ = [
    "DayBook",
    "ItemKind",
    "ScheduleRepository",
    "ScheduleUnit",
    "ScheduledItem",
    "next_item",
    "todays_items",
]
