"""Days by their names: feasts, weekdays, dates, "in three weeks"; and how far they are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict, Field

from app.reasoning.numbers import NumberReader

_FARTHEST = timedelta(days=366 * 120)
_MOST_YEARS = 9
"""A feast that does not come within so many years (the 29th of February) is none."""


class Feast(BaseModel):
    """A day that comes every year: by date, as the nth weekday of a month, or by Easter.

    Attributes:
        names: what people call it. say: how Lilo does.
        nth: which such weekday of the month; -1 for the last.
        easter: days after Easter Sunday.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: Sequence[str] = Field(min_length=1)
    say: str
    month: int = Field(default=0, ge=0, le=12)
    day: int = Field(default=0, ge=0, le=31)
    weekday: int = Field(default=-1, ge=-1, le=6)
    nth: int = Field(default=0, ge=-1, le=5)
    easter: int | None = None

    def of(self, year: int) -> date | None:
        """Return the day in a year, or None where that year has none."""
        if self.easter is not None:
            return easter_of(year) + timedelta(days=self.easter)
        if self.weekday >= 0:
            return _nth_weekday(year, self.month, self.weekday, self.nth)
        return _date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day, and how Lilo names it.

    Attributes:
        say: "Christmas", "your birthday"; empty where the date names it.
        yearly: gives the same day in other years; None for a day that comes once.
    """

    day: date
    say: str = ""
    yearly: Feast | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Knows days by name.

    Attributes:
        units: how many days a word of time is, or, negative, how many months: week 7, month -1.
        ordinals: "first" to "thirty-first".
        relative: "tomorrow" and the like, in days from today.
        birthday: what a resident's own is called. birthday_say: what Lilo calls it.
    """

    feasts: Sequence[Feast]
    weekdays: Sequence[str]
    months: Sequence[str]
    ordinals: Sequence[str]
    relative: Mapping[str, int]
    units: Mapping[str, int]
    birthday: frozenset[str]
    birthday_say: str
    numbers: NumberReader

    def named(
        self, text: str, today: date, born: date | None = None, *, past: bool = False
    ) -> NamedDay | None:
        """Return the day that a text names and nothing else; None where it names none.

        Args:
            past: of days that come again the last is meant, not the next.
        """
        plain = _plain(text)
        return (
            self._relative(plain, today)
            or self._feast(plain, today, past=past)
            or self._birthday(plain, today, born, past=past)
            or self._weekday(plain, today, past=past)
            or self._date(plain, today, past=past)
            or self._counted(plain, today)
        )

    def _relative(self, plain: str, today: date) -> NamedDay | None:
        days = self.relative.get(plain)
        return None if days is None else NamedDay(today + timedelta(days=days))

    def _feast(self, plain: str, today: date, *, past: bool) -> NamedDay | None:
        year = re.search(r" (?:in |of )?((?:19|20)\d\d)$", plain)
        name = re.sub(r"^(?:the |next |this |last )+", "", plain[: year.start()] if year else plain)
        feast = next((f for f in self.feasts if name in f.names), None)
        if feast is None:
            return None
        return _of_years(feast, today, past=past, year=int(year[1]) if year else None)

    def _birthday(
        self, plain: str, today: date, born: date | None, *, past: bool
    ) -> NamedDay | None:
        if born is None or plain not in self.birthday:
            return None
        own = Feast(names=[plain], say=self.birthday_say, month=born.month, day=born.day)
        return _of_years(own, today, past=past)

    def _weekday(self, plain: str, today: date, *, past: bool) -> NamedDay | None:
        name = re.sub(r"^(?:on |this |next |last |coming )+", "", plain)
        names = [day.lower() for day in self.weekdays]
        if name not in names:
            return None
        ahead = (names.index(name) - today.weekday()) % 7 or 7
        if past or plain.startswith("last "):
            return NamedDay(today - timedelta(days=7 - ahead % 7 if ahead % 7 else 7))
        return NamedDay(today + timedelta(days=ahead))

    def _date(self, plain: str, today: date, *, past: bool) -> NamedDay | None:
        months = "|".join(month.lower() for month in self.months)
        # "twenty-first" before "first", or the end of it would be taken for the whole.
        spelled = "|".join(sorted(map(str.lower, self.ordinals), key=len, reverse=True))
        day = rf"(?:the )?(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{spelled})"
        year = r"(?:,? (?:in |of )?(?P<year>(?:18|19|20)\d\d))?"
        for pattern in (
            rf"(?:on )?(?P<month>{months}) {day}{year}",
            rf"(?:on )?{day}(?: of)? (?P<month>{months}){year}",
        ):
            if found := re.fullmatch(pattern, plain):
                return self._on(
                    self._day_number(found["day"]),
                    [m.lower() for m in self.months].index(found["month"]) + 1,
                    int(found["year"]) if found["year"] else None,
                    today,
                    past=past,
                )
        return None

    def _day_number(self, written: str) -> int:
        if written[0].isdigit():
            return int(re.sub(r"\D", "", written))
        return [one.lower() for one in self.ordinals].index(written) + 1

    def _on(
        self, day: int, month: int, year: int | None, today: date, *, past: bool
    ) -> NamedDay | None:
        if not 1 <= day <= 31:
            return None
        if year is not None:
            once = _date(year, month, day)
            return None if once is None else NamedDay(once)
        found = _of_years(Feast(names=["-"], say="", month=month, day=day), today, past=past)
        return None if found is None else NamedDay(found.day)

    def _counted(self, plain: str, today: date) -> NamedDay | None:
        """Read "in three weeks", "ten days from now", "a month ago"."""
        words = plain.split()
        inward = words[:1] == ["in"]
        read = self.numbers.read(words, 1 if inward else 0)
        if read is None:
            return None
        count, length = read
        at = length + (1 if inward else 0)
        unit = self.units.get(words[at]) if at < len(words) else None
        rest = " ".join(words[at + 1 :])
        ago = rest in {"ago", "before today"}
        ahead = (inward and rest in {"", "time"}) or rest in {"from now", "from today", "ahead"}
        if unit is None or count.denominator != 1 or not (ago or ahead):
            return None
        moved = moved_by(today, int(count) * (-1 if ago else 1), unit)
        return None if moved is None else NamedDay(moved)


def moved_by(day: date, count: int, unit: int) -> date | None:
    """Return the day so many units away; None where no calendar goes."""
    try:
        if unit > 0:
            away = timedelta(days=count * unit)
            return day + away if abs(away) <= _FARTHEST else None
        months = day.year * 12 + day.month - 1 + count * -unit
        year, month = divmod(months, 12)
        # The 31st, a month on, is the last day of a shorter month.
        last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
        return date(year, month + 1, min(day.day, last))
    except (ValueError, OverflowError):
        return None


def age_on(born: date, day: date) -> int:
    """Return how many years old somebody is on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def easter_of(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _of_years(feast: Feast, today: date, *, past: bool, year: int | None = None) -> NamedDay | None:
    if year is not None:
        found = feast.of(year)
        return None if found is None else NamedDay(found, feast.say, feast)
    for day in _nearing(feast, today, past=past):
        if (day < today) if past else (day >= today):
            return NamedDay(day, feast.say, feast)
    return None


def _nearing(feast: Feast, today: date, *, past: bool) -> Iterator[date]:
    for away in range(_MOST_YEARS):
        day = feast.of(today.year - away if past else today.year + away)
        if day is not None:
            yield day


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    days = [
        day
        for number in range(1, 32)
        if (day := _date(year, month, number)) is not None and day.weekday() == weekday
    ]
    at = nth - 1 if nth > 0 else nth
    return days[at] if -len(days) <= at < len(days) else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain(text: str) -> str:
    plain = re.sub(r"[^\w\s,'-]", "", text.lower().replace("’", "'"))
    return " ".join(plain.replace(",", " ").split())
