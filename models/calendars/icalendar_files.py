"""iCalendar files through the library `icalendar`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.schedule.calendar_file import CalendarContent, CalendarEvent, LeftOut
from app.schedule.day import ScheduledItem
from models.calendars.cutting import events_in

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Lilo//Schedule//EN"
LONGEST_TITLE = 200
LONGEST_MINUTES = 7 * 24 * 60
MOST_DATES = 1_000
_OWN = {"kind": "X-LILO-KIND", "spoken": "X-LILO-SPOKEN", "visitor": "X-LILO-VISITOR"}


class _UnusableError(Exception):
    def __init__(self, why: LeftOut) -> None:
        super().__init__(why)
        self.why = why


class ICalendarFiles:
    """Implements `app.schedule.calendar_file.CalendarFiles`."""

    def read(self, data: bytes, house: ZoneInfo) -> CalendarContent:
        """Read a file; see the port."""
        texts, damaged = events_in(data)
        left_out = Counter({LeftOut.DAMAGED: damaged}) if damaged else Counter[LeftOut]()
        events = []
        for text in texts:
            try:
                events.append(_read(text, house))
            except _UnusableError as error:
                left_out[error.why] += 1
            except (ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError):
                # Whatever the library stumbles over, the other events are read all the same.
                left_out[LeftOut.DAMAGED] += 1
        return CalendarContent(events, left_out)

    def write(self, items: Sequence[ScheduledItem], house: ZoneInfo, now: datetime) -> bytes:
        """Return a file; see the port."""
        # Loaded with the first file: no window waits for it.
        from icalendar import Calendar

        calendar = Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        for item in items:
            if event := _written(item, house, now):
                calendar.add_component(event)
        calendar.add_missing_timezones()
        return bytes(calendar.to_ical())


@dataclass(frozen=True, slots=True)
class _Reading:
    """Local times of one event, all in the zone of its start."""

    zone: str
    house: ZoneInfo
    at: time = time()

    def local(self, value: date) -> datetime:
        """Return a time of the event as local time in its zone, without a zone.

        A day alone, among the dates it does not come at, means its time on that day.
        """
        if not isinstance(value, datetime):
            return datetime.combine(value, self.at)
        moment = value.replace(second=0, microsecond=0)
        if moment.tzinfo is None:
            return moment
        there = ZoneInfo(self.zone) if self.zone else self.house
        return moment.astimezone(there).replace(tzinfo=None)


def _read(text: str, house: ZoneInfo) -> CalendarEvent:
    from icalendar import Event

    # Whatever a file holds can stand under any name: nothing is known before it is looked at.
    event: Any = Event.from_ical(text)
    broken = {name.upper() for name, _ in event.errors}
    if "RRULE" in broken or isinstance(event.get("RRULE"), list):
        raise _UnusableError(LeftOut.RULE)
    if broken & {"DTSTART", "DTEND", "DURATION", "EXDATE", "RDATE", "RECURRENCE-ID"}:
        raise _UnusableError(LeftOut.DAMAGED)
    start = event["DTSTART"]
    reading = _Reading(_zone(start), house)
    starts = reading.local(start.dt)
    reading = replace(reading, at=starts.time())
    rule = event["RRULE"].to_ical().decode() if "RRULE" in event else ""
    replaced = event.get("RECURRENCE-ID")
    return CalendarEvent(
        str(event.get("UID", ""))[:LONGEST_TITLE],
        _line(event.get("SUMMARY", "")),
        starts,
        reading.zone,
        _minutes(event, start.dt),
        rule,
        frozenset(_times(event.get("RDATE"), reading)),
        frozenset(_times(event.get("EXDATE"), reading)),
        reading.local(replaced.dt) if replaced is not None else None,
        str(event.get("STATUS", "")).upper() == "CANCELLED",
        tuple(_categories(event.get("CATEGORIES"))),
        {key: _line(event[name]) for key, name in _OWN.items() if name in event},
    )


def _zone(start: Any) -> str:
    """Return the IANA name of the zone a start is told in; empty for the facility's own time."""
    value = start.dt
    if not isinstance(value, datetime):
        return ""
    if isinstance(value.tzinfo, ZoneInfo):
        return str(value.tzinfo.key)
    if value.tzinfo is not None:
        return "UTC" if value.utcoffset() == timedelta(0) else _unknown()
    # The library leaves the zone away when it does not know it.
    return _unknown() if start.params.get("TZID") else ""


def _unknown() -> str:
    raise _UnusableError(LeftOut.ZONE)


def _minutes(event: Any, start: date) -> int:
    if "DURATION" in event:
        length: timedelta = event["DURATION"].dt
    elif "DTEND" in event:
        end = event["DTEND"].dt
        if isinstance(end, datetime) is not isinstance(start, datetime):
            raise _UnusableError(LeftOut.DAMAGED)
        length = end - start
    else:
        length = timedelta(0) if isinstance(start, datetime) else timedelta(days=1)
    return min(max(0, round(length / timedelta(minutes=1))), LONGEST_MINUTES)


def _times(found: Any, reading: _Reading) -> Iterator[datetime]:
    count = 0
    for dates in found if isinstance(found, list) else [found] if found is not None else []:
        for each in dates.dts:
            count += 1
            if count > MOST_DATES:
                raise _UnusableError(LeftOut.RULE)
            # Of a period only its start counts.
            yield reading.local(each.dt[0] if isinstance(each.dt, tuple) else each.dt)


def _categories(found: Any) -> Iterator[str]:
    for group in found if isinstance(found, list) else [found] if found is not None else []:
        for name in getattr(group, "cats", ()):
            yield str(name).strip().lower()


def _line(value: Any) -> str:
    return " ".join(str(value).split())[:LONGEST_TITLE]


def _written(item: ScheduledItem, house: ZoneInfo, now: datetime) -> "Event | None":
    from icalendar import Event

    dates = item.dates
    zone = ZoneInfo(dates.zone) if dates and dates.zone else house
    if dates:
        first = datetime.combine(dates.first, item.at)
    else:
        # What comes every week has no first day: the file begins with its next.
        coming = item.next_moment(now, house, timedelta(days=8))
        if coming is None:
            return None
        first = coming.replace(tzinfo=None)
    event = Event()
    event.add("uid", item.uid or f"{item.id}@lilo")
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("summary", item.title)
    event.add("dtstart", first.replace(tzinfo=zone))
    if item.minutes:
        event.add("duration", timedelta(minutes=item.minutes))
    if rule := _rule(item, zone):
        event.add("rrule", rule)
    for name, locals_ in (("rdate", dates and dates.also), ("exdate", dates and dates.without)):
        if locals_:
            event.add(name, [local.replace(tzinfo=zone) for local in _sorted(locals_)])
    own = {"kind": item.kind.value, "spoken": item.spoken, "visitor": item.visitor}
    for key, value in own.items():
        if value:
            event.add(_OWN[key], value)
    return event


def _rule(item: ScheduledItem, zone: ZoneInfo) -> Mapping[str, Any] | None:
    if item.dates is None:
        days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        return {"freq": "WEEKLY", "byday": [days[day] for day in sorted(item.weekdays)]}
    rule = item.dates.rule
    if rule is None:
        return None
    parts = dict(part.split("=") for part in rule.text().split(";"))
    listed: dict[str, Any] = {name.lower(): value.split(",") for name, value in parts.items()}
    if rule.until:
        listed["until"] = rule.until.replace(tzinfo=zone).astimezone(UTC)
    return listed


def _sorted(locals_: Iterable[datetime]) -> list[datetime]:
    return sorted(locals_)
