"""Rules of repetition (RFC 5545, RECUR), read strictly and kept small.

What nobody plans is refused when it is read: rules more often than hourly, lists and numbers
beyond all use. What is left can be laid out over a stretch of days in bounded time, see
`app.schedule.laying_out`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from app.errors import LiloError

LONGEST_RULE = 400
LONGEST_INTERVAL = 366
MOST_A_DAY = 24
MOST_TIMES = 3_660
"""Ten years of days."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_Part = TypeVar("_Part")


class RuleError(LiloError):
    """A rule of repetition cannot be used."""

    code = "schedule.rule"


class Frequency(StrEnum):
    """The stretch of time a rule goes forward by."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True, order=True)
class WeekdayOf:
    """A weekday, or the nth of its month or year.

    Attributes:
        weekday: 0 is Monday.
        nth: 1 is the first, -1 the last, 0 every one.
    """

    weekday: int
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """When something comes again; names and meanings are those of RFC 5545.

    Attributes:
        until: the last moment it may come, in the event's own local time, without a zone.
        count: how often it comes; `laying_out.counted_out` turns it into `until`.
        week_start: 0 is Monday.
    """

    frequency: Frequency
    interval: int = 1
    until: datetime | None = None
    count: int | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    weekdays: frozenset[WeekdayOf] = frozenset()
    hours: frozenset[int] = frozenset()
    minutes: frozenset[int] = frozenset()
    positions: frozenset[int] = frozenset()
    week_start: int = 0

    def text(self) -> str:
        """Return the rule as RFC 5545 writes it."""
        lists = (
            ("BYMONTH", self.months),
            ("BYWEEKNO", self.weeks),
            ("BYYEARDAY", self.year_days),
            ("BYMONTHDAY", self.month_days),
            ("BYHOUR", self.hours),
            ("BYMINUTE", self.minutes),
            ("BYSETPOS", self.positions),
        )
        parts = [f"FREQ={self.frequency}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%dT%H%M%S}")
        if self.count:
            parts.append(f"COUNT={self.count}")
        if self.weekdays:
            days = (f"{day.nth or ''}{_DAYS[day.weekday]}" for day in sorted(self.weekdays))
            parts.append(f"BYDAY={','.join(days)}")
        for name, numbers in lists:
            if numbers:
                parts.append(f"{name}={','.join(map(str, sorted(numbers)))}")
        if self.week_start:
            parts.append(f"WKST={_DAYS[self.week_start]}")
        return ";".join(parts)


def read_rule(text: str, to_local: Callable[[datetime], datetime], first_hour: int = 0) -> Rule:
    """Read a rule.

    Args:
        text: as in a calendar file: "FREQ=WEEKLY;BYDAY=TU,TH".
        to_local: turns a moment with a zone into the event's own local time.
        first_hour: of the day it comes first, for rules that count in hours.

    Raises:
        RuleError: it is none, or one that nobody plans by.
    """
    if len(text) > LONGEST_RULE:
        raise RuleError(f"A rule of {len(text)} characters is too long.")
    parts = _parts(text)
    named = parts.pop("FREQ", "")
    interval = _number(parts, "INTERVAL", 1, LONGEST_INTERVAL) or 1
    hours = _numbers(parts, "BYHOUR", 0, 23)
    if named == "HOURLY":
        if hours or 24 % interval:
            raise RuleError("A rule in hours that does not come at the same times each day.")
        hours = frozenset((first_hour + ahead) % 24 for ahead in range(0, 24, interval))
        named, interval = Frequency.DAILY, 1
    if named not in set(Frequency):
        raise RuleError(
            "A rule that comes more often than once an hour, or at no known frequency.",
            "Use DAILY, WEEKLY, MONTHLY or YEARLY, with BYHOUR for several times a day.",
        )
    frequency = Frequency(named)
    if _numbers(parts, "BYSECOND", 0, 59) - {0}:
        raise RuleError("A rule in seconds.")
    rule = Rule(
        frequency,
        interval,
        _until(parts, to_local),
        _number(parts, "COUNT", 1, MOST_TIMES),
        _numbers(parts, "BYMONTH", 1, 12),
        _numbers(parts, "BYMONTHDAY", 1, 31, either_way=True),
        _numbers(parts, "BYYEARDAY", 1, 366, either_way=True),
        _numbers(parts, "BYWEEKNO", 1, 53, either_way=True),
        _weekdays(parts, frequency),
        hours,
        _numbers(parts, "BYMINUTE", 0, 59),
        _numbers(parts, "BYSETPOS", 1, 366, either_way=True),
        _taken(parts, "WKST", _DAYS.index, 0),
    )
    if parts:
        raise RuleError(f"A rule with the unknown part {min(parts)[:20]}.")
    if rule.count and rule.until:
        raise RuleError("A rule with both COUNT and UNTIL.")
    if max(1, len(rule.hours)) * max(1, len(rule.minutes)) > MOST_A_DAY:
        raise RuleError(f"A rule that comes more than {MOST_A_DAY} times a day.")
    return rule


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in filter(None, text.strip().upper().split(";")):
        name, sign, value = part.partition("=")
        if not sign or not value or name in parts:
            raise RuleError("A rule that is not written as NAME=VALUE;NAME=VALUE.")
        parts[name] = value
    return parts


def _taken(parts: dict[str, str], name: str, read: Callable[[str], _Part], default: _Part) -> _Part:
    value = parts.pop(name, None)
    if value is None:
        return default
    try:
        return read(value)
    except (ValueError, KeyError, OverflowError):
        raise RuleError(f"A rule whose {name} cannot be used.") from None


def _number(parts: dict[str, str], name: str, least: int, most: int) -> int | None:
    return _taken(parts, name, lambda value: _within(value, least, most), None)


def _numbers(
    parts: dict[str, str], name: str, least: int, most: int, *, either_way: bool = False
) -> frozenset[int]:
    def read(value: str) -> frozenset[int]:
        signs = [(-1, word[1:]) if word[:1] == "-" else (1, word) for word in value.split(",")]
        if not either_way and any(sign < 0 for sign, _ in signs):
            raise ValueError
        return frozenset(sign * _within(word, least, most) for sign, word in signs)

    return _taken(parts, name, read, frozenset())


def _within(word: str, least: int, most: int) -> int:
    word = word.removeprefix("+")
    if not (word.isascii() and word.isdigit() and len(word) <= 5 and least <= int(word) <= most):
        raise ValueError
    return int(word)


def _until(parts: dict[str, str], to_local: Callable[[datetime], datetime]) -> datetime | None:
    def read(value: str) -> datetime:
        if "T" not in value:
            # A day counts until its end.
            return datetime.strptime(value + "235959", "%Y%m%d%H%M%S")  # noqa: DTZ007
        if value.endswith("Z"):
            return to_local(datetime.strptime(value[:-1] + "+0000", "%Y%m%dT%H%M%S%z"))
        return datetime.strptime(value, "%Y%m%dT%H%M%S")  # noqa: DTZ007

    return _taken(parts, "UNTIL", read, None)


def _weekdays(parts: dict[str, str], frequency: Frequency) -> frozenset[WeekdayOf]:
    most = {Frequency.MONTHLY: 5, Frequency.YEARLY: 53}.get(frequency, 0)

    def read(value: str) -> frozenset[WeekdayOf]:
        return frozenset(_weekday(word, most) for word in value.split(","))

    return _taken(parts, "BYDAY", read, frozenset())


def _weekday(word: str, most: int) -> WeekdayOf:
    weekday, nth = _DAYS.index(word[-2:]), word[:-2]
    if not nth:
        return WeekdayOf(weekday)
    sign = -1 if nth.startswith("-") else 1
    return WeekdayOf(weekday, sign * _within(nth.removeprefix("-"), 1, most))
