"""Schedule: what a resident's day holds, and reminders of it."""

from app.schedule.day import (
    ItemKind,
    Occurrence,
    ScheduledItem,
    ScheduleRepository,
    day_of,
    next_item,
    occurrences,
    todays_items,
)
from app.schedule.day_book import DayBook, ScheduleUnit
from app.schedule.recurrence import Recurrence
from app.schedule.reminder_desk import ReminderDesk, StaffNotice
from app.schedule.reminders import (
    NoticeKind,
    Reminder,
    ReminderKey,
    ReminderNotice,
    ReminderRules,
    ReminderStep,
    rules_of,
)

__all__ = [
    "DayBook",
    "ItemKind",
    "NoticeKind",
    "Occurrence",
    "Recurrence",
    "Reminder",
    "ReminderDesk",
    "ReminderKey",
    "ReminderNotice",
    "ReminderRules",
    "ReminderStep",
    "ScheduleRepository",
    "ScheduleUnit",
    "ScheduledItem",
    "StaffNotice",
    "day_of",
    "next_item",
    "occurrences",
    "rules_of",
    "todays_items",
]
