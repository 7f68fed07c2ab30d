"""A resident's day: what is planned, and what of it falls on a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from app.ids import ResidentId
from app.schedule.recurrence import Recurrence, moment_of

_DAY = timedelta(days=1)


class ItemKind(StrEnum):
    """What sort of thing is planned."""

    ACTIVITY = "activity"
    MEAL = "meal"
    VISIT = "visit"
    MEDICATION = "medication"
    APPOINTMENT = "appointment"


@dataclass(frozen=True, slots=True)
class ScheduledItem:
    """Something planned.

    What comes every week in the facility's time has weekdays and no dates; everything else, from a
    single visit to the second Tuesday of the month, has dates.

    Attributes:
        title: as written on the screen: "Tea with Dorothy, in the garden room".
        spoken: as it stands inside a sentence: "tea with Dorothy in the garden room".
        at: local time, of the facility or of the zone that its dates name.
        weekdays: 0 is Monday, as in `datetime.weekday`.
        visitor: how Lilo speaks of who comes: "your daughter Carol"; empty when nobody does.
        dates: when it comes, if not every week.
        minutes: how long it takes; 0 where that is not known.
        uid: its name in the calendar file it came from; empty when it came from none.
    """

    id: UUID
    resident_id: ResidentId
    title: str
    spoken: str
    at: time
    weekdays: frozenset[int]
    kind: ItemKind
    visitor: str = ""
    dates: Recurrence | None = None
    minutes: int = 0
    uid: str = ""

    @property
    def is_all_day(self) -> bool:
        """Whether it belongs to a day rather than to a time of day, as a birthday does."""
        return self.at == time() and self.minutes >= 24 * 60

    def moments(self, start: datetime, end: datetime, house: ZoneInfo) -> Iterator[datetime]:
        """Give when it comes from `start` to before `end`, in order, in the facility's time."""
        if self.dates is not None:
            yield from self.dates.moments(self.at, start, end, house)
            return
        day, last = start.astimezone(house).date() - _DAY, end.astimezone(house).date()
        while day <= last:
            if day.weekday() in self.weekdays:
                moment = moment_of(datetime.combine(day, self.at), house)
                if start <= moment < end:
                    yield moment.astimezone(house)
            day += _DAY

    def next_moment(self, now: datetime, house: ZoneInfo, within: timedelta) -> datetime | None:
        """Return when it next comes, at `now` or later, or None when not within that time."""
        return next(self.moments(now, now + within, house), None)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that something planned takes place.

    Attributes:
        starts: in the facility's time.
    """

    item: ScheduledItem
    starts: datetime

    @property
    def ends(self) -> datetime:
        """When it is over; where that is not known, when it starts."""
        # Added in UTC: an hour is an hour also on the night the clocks change.
        end = self.starts.astimezone(UTC) + timedelta(minutes=self.item.minutes)
        return end.astimezone(self.starts.tzinfo)


class ScheduleRepository(Protocol):
    """Where plans are kept."""

    def add(self, item: ScheduledItem) -> None:
        """Keep an item."""

    def of(self, resident_id: ResidentId, since: date | None = None) -> Sequence[ScheduledItem]:
        """Return the resident's items by time of day, without those over before `since`."""

    def of_all(self, since: date) -> Sequence[ScheduledItem]:
        """Return everybody's items by time of day, without those over before `since`."""

    def remove(self, item_id: UUID) -> bool:
        """Remove an item; return whether it was there."""


def occurrences(
    items: Iterable[ScheduledItem], start: datetime, end: datetime, house: ZoneInfo
) -> list[Occurrence]:
    """Return what takes place from `start` to before `end`, in order."""
    found = [
        Occurrence(item, moment) for item in items for moment in item.moments(start, end, house)
    ]
    return sorted(found, key=lambda each: (each.starts.astimezone(UTC), each.item.title))


def day_of(day: date, house: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when a day of the facility begins and when the next one does."""
    midnight = datetime.combine(day, time())
    return moment_of(midnight, house), moment_of(midnight + _DAY, house)


def todays_items(items: Iterable[ScheduledItem], now: datetime) -> list[ScheduledItem]:
    """Return what is planned for the day of `now`, in order.

    Args:
        items: of one resident.
        now: with the facility's zone.

    Returns:
        The items, each with the time it takes place at today.
    """
    house = _house(now)
    start, end = day_of(now.date(), house)
    return [_as_today(each) for each in occurrences(items, start, end, house)]


def next_item(items: Iterable[ScheduledItem], now: datetime) -> ScheduledItem | None:
    """Return what comes next today, or None when nothing more is planned."""
    house = _house(now)
    _, end = day_of(now.date(), house)
    rest = occurrences(items, now, end, house)
    return _as_today(rest[0]) if rest else None


def _as_today(each: Occurrence) -> ScheduledItem:
    at = each.starts.time().replace(fold=0)
    return each.item if at == each.item.at else replace(each.item, at=at)


def _house(now: datetime) -> ZoneInfo:
    if now.tzinfo is UTC:
        return ZoneInfo("UTC")
    if not isinstance(now.tzinfo, ZoneInfo):
        raise TypeError("A moment in the facility's own time zone is needed.")
    return now.tzinfo
