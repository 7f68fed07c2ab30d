"""Cutting a calendar file into its events, before any library sees it.

A file can come from anybody's telephone. It is bounded first, and only the events go on: time zone
definitions, alarms and the like can hold rules of their own and are of no use here.
"""

from dataclasses import dataclass, field

from app.schedule.calendar_file import CalendarFileError

LARGEST_FILE = 5_000_000
MOST_EVENTS = 10_000
LONGEST_EVENT = 20_000
"""Characters."""

_SAVE_AGAIN = "Export the calendar again, as an iCalendar file (.ics) in UTF-8."
_HEAD, _TAIL = "BEGIN:VEVENT", "END:VEVENT"


def events_in(data: bytes) -> tuple[list[str], int]:
    """Return the text of each event, and how many were too long or never ended.

    Raises:
        CalendarFileError: it is too large, holds too much, or is no calendar.
    """
    if len(data) > LARGEST_FILE:
        raise CalendarFileError(
            f"The file is larger than {LARGEST_FILE // 1_000_000} MB.",
            "Export a shorter stretch of time, or one person's calendar.",
        )
    text = _decoded(data)
    lines = text.splitlines()
    if not any(line.strip().upper() == "BEGIN:VCALENDAR" for line in lines[:5]):
        raise CalendarFileError("The file is no calendar.", _SAVE_AGAIN)
    cutter = _Cutter()
    for line in lines:
        cutter.take(line)
        if len(cutter.events) + cutter.damaged > MOST_EVENTS:
            raise CalendarFileError(
                f"The calendar holds more than {MOST_EVENTS:,} events.",
                "Export a shorter stretch of time, or one person's calendar.",
            )
    return cutter.events, cutter.damaged + cutter.is_inside


@dataclass(slots=True)
class _Cutter:
    """Takes line after line.

    Attributes:
        is_inside: an event has begun and not ended.
    """

    events: list[str] = field(default_factory=list)
    damaged: int = 0
    is_inside: bool = False
    _kept: list[str] = field(default_factory=list)
    _depth: int = 0

    def take(self, line: str) -> None:
        head = line.strip().upper()
        if head == _HEAD:
            self.damaged += self.is_inside
            self.is_inside, self._kept, self._depth = True, [], 0
        elif self.is_inside:
            self._inside(line, head)

    def _inside(self, line: str, head: str) -> None:
        if head == _TAIL:
            self.is_inside = False
            if sum(map(len, self._kept)) > LONGEST_EVENT:
                self.damaged += 1
            else:
                self.events.append("\r\n".join((_HEAD, *self._kept, _TAIL, "")))
        elif head.startswith("BEGIN:"):
            self._depth += 1
        elif head.startswith("END:"):
            self._depth = max(0, self._depth - 1)
        elif self._depth == 0:
            self._kept.append(line)


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise CalendarFileError("The file is not written in UTF-8.", _SAVE_AGAIN) from None
    if "\x00" in text:
        raise CalendarFileError("The file is no text.", _SAVE_AGAIN)
    return text
