"""What a calendar file holds, and the port to whoever reads and writes such files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from app.errors import LiloError
from app.schedule.day import ScheduledItem


class CalendarFileError(LiloError):
    """A calendar file cannot be used at all."""

    code = "schedule.calendar"


class LeftOut(StrEnum):
    """Why an event of a file was not taken over."""

    DAMAGED = "damaged"
    ZONE = "zone"
    """It names a time zone that nobody knows."""
    RULE = "rule"
    """It repeats by a rule that nobody plans by."""
    CANCELLED = "cancelled"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event as a file tells of it.

    Attributes:
        starts: local time in its zone, without one; for a whole day midnight.
        zone: IANA name; empty for the facility's time.
        minutes: how long; 0 where that is not told.
        rule: RFC 5545 text; empty for what comes once.
        also, without: local times it comes at besides, and does not come at.
        replaces: of an event that repeats, the local time this one stands in for.
        lilo: what Lilo itself wrote into a file: kind, spoken, visitor.
    """

    uid: str
    title: str
    starts: datetime
    zone: str = ""
    minutes: int = 0
    rule: str = ""
    also: frozenset[datetime] = frozenset()
    without: frozenset[datetime] = frozenset()
    replaces: datetime | None = None
    is_cancelled: bool = False
    categories: tuple[str, ...] = ()
    lilo: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CalendarContent:
    """A file, read.

    Attributes:
        left_out: how many events could not be read, by why.
    """

    events: Sequence[CalendarEvent]
    left_out: Mapping[LeftOut, int]


class CalendarFiles(Protocol):
    """Reads and writes iCalendar files."""

    def read(self, data: bytes, house: ZoneInfo) -> CalendarContent:
        """Read a file. Blocking, for seconds where it is large.

        Raises:
            CalendarFileError: it is too large, or no calendar.
        """

    def write(self, items: Sequence[ScheduledItem], house: ZoneInfo, now: datetime) -> bytes:
        """Return a file that holds these items."""
