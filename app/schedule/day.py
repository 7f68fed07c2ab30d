"""A resident's day: what repeats weekly, what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from app.ids import ResidentId


class ItemKind(StrEnum):
    """What sort of thing is planned."""

    ACTIVITY = "activity"
    MEAL = "meal"
    VISIT = "visit"
    MEDICATION = "medication"
    APPOINTMENT = "appointment"


@dataclass(frozen=True, slots=True)
class ScheduledItem:
    """Something that happens at a time of day on some weekdays.

    Attributes:
        title: as written on the screen: "Tea with Dorothy, in the garden room".
        spoken: as it stands inside a sentence: "tea with Dorothy in the garden room".
        at: local time of the facility.
        weekdays: 0 is Monday, as in `datetime.weekday`.
        visitor: how Lilo speaks of who comes: "your daughter Carol"; empty when nobody does.
    """

    id: UUID
    resident_id: ResidentId
    title: str
    spoken: str
    at: time
    weekdays: frozenset[int]
    kind: ItemKind
    visitor: str = ""


class ScheduleRepository(Protocol):
    """Where plans are kept."""

    def add(self, item: ScheduledItem) -> None:
        """Keep an item."""

    def of(self, resident_id: ResidentId) -> Sequence[ScheduledItem]:
        """Return the resident's items by time of day."""


def todays_items(items: Iterable[ScheduledItem], now: datetime) -> list[ScheduledItem]:
    """Return what is planned for the day of `now` (facility's local time), in order."""
    return sorted((i for i in items if now.weekday() in i.weekdays), key=lambda i: i.at)


def next_item(items: Iterable[ScheduledItem], now: datetime) -> ScheduledItem | None:
    """Return what comes next today, or None when nothing more is planned."""
    return next((i for i in todays_items(items, now) if i.at >= now.time()), None)
