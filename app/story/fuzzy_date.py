"""Dates as people tell them: "summer 1957", "the early 1940s", "about 1962", "June 1955".

In Spanish as well, whichever the facility speaks: "verano de 1957", "a principios de los 50".
"""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.accents import without_accents

Days = tuple[date, date]
"""First and last day; both belong to the stretch."""

_MESES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_MONTHS = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
    | {name: number for number, name in enumerate(_MESES.split(), 1)}
    | {"setiembre": 9}
)
_SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "primavera": (3, 5),
    "verano": (6, 8),
    "otono": (9, 11),
}
_PARTS = {"early": (0, 3), "mid": (3, 6), "middle": (3, 6), "late": (6, 9)}
_PARTES = {
    "principios": (0, 3),
    "comienzos": (0, 3),
    "inicios": (0, 3),
    "mediados": (3, 6),
    "finales": (6, 9),
    "fines": (6, 9),
}
_DECENIOS = (
    *("veinte", "treinta", "cuarenta", "cincuenta"),
    *("sesenta", "setenta", "ochenta", "noventa"),
)
_OF = r"\s+(?:of\s+|de\s+|del\s+(?:ano\s+)?)?"
_YEAR = r"(1[89]\d\d|20\d\d)"
_AROUND = 2
"""Years on either side of "about 1962"."""

_DAY = re.compile(rf"{_YEAR}-(\d\d)-(\d\d)")
_RANGE = re.compile(rf"{_YEAR}\s*(?:-|–|to|until|al?|hasta)\s*{_YEAR}")
_DECADE = re.compile(rf"(?:(early|mid|middle|late)[\s-]+)?(?:the\s+)?{_YEAR[:-1]})s")
_DECADA = re.compile(
    rf"(?:({'|'.join(_PARTES)})\s+de\s+)?"
    # "A los 50" tells an age, "los 50 vecinos" a number.
    r"(?:(?:la\s+)?decada\s+de\s+(?:los\s+)?(?:anos\s+)?|(?<!\ba\s)los\s+(?:anos\s+)?|\banos\s+)"
    rf"(?:({_YEAR[1:-1]})|(\d0)|({'|'.join(_DECENIOS)}))\b(?!\s+(?!(?:en|y|cuando)\b)[a-z])"
)
_WINTER = re.compile(rf"(?:winter|invierno){_OF}{_YEAR}")
_SEASON = re.compile(rf"({'|'.join(_SEASONS)}){_OF}{_YEAR}")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\.?{_OF}{_YEAR}")
_CIRCA = re.compile(
    r"(?:about|around|circa|c\.|hacia|sobre|alrededor\s+del?|cerca\s+del?|alla\s+por)"
    rf"\s*(?:(?:el\s+)?ano\s+|el\s+)?{_YEAR}"
)
_PLAIN = re.compile(rf"\b{_YEAR}\b")
_ENTRE = re.compile(rf"\bentre\s+{_YEAR}\s+y\s+{_YEAR}")
_AGES = (
    re.compile(r"\b(?:aged?|at|was|turned)\s+(\d{1,3})\b"),
    re.compile(r"\b(?:tenia|tenian|cumpli|cumplio|con|a\s+los)\s+(\d{1,3})\s+anos\b"),
)


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A stretch of days that something is said to have been in.

    Attributes:
        text: as it was told.
        first, last: both belong to it.
    """

    text: str
    first: date
    last: date

    @property
    def years(self) -> range:
        """The years it touches."""
        return range(self.first.year, self.last.year + 1)


def read_date(text: str, born: date | None = None) -> FuzzyDate | None:
    """Read a date as told; None where nothing of it can be placed.

    Args:
        born: makes "when she was fifteen" a year; without it ages mean nothing.
    """
    told = " ".join(text.split())
    bounds = _bounds(without_accents(told.lower()), born)
    return None if bounds is None else FuzzyDate(told, *bounds)


def _bounds(told: str, born: date | None) -> Days | None:
    for pattern, days_of in _WAYS:
        if found := pattern.search(told):
            return days_of(found)
    for ages in _AGES:
        if born is not None and (found := ages.search(told)):
            return _years(born.year + int(found[1]), born.year + int(found[1]) + 1)
    return None


def _day(found: re.Match[str]) -> Days | None:
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return day, day


def _range(found: re.Match[str]) -> Days:
    first, last = sorted((int(found[1]), int(found[2])))
    return _years(first, last)


def _decade(found: re.Match[str]) -> Days:
    first, last = _PARTS.get(found[1] or "", (0, 9))
    return _years(int(found[2]) + first, int(found[2]) + last)


def _decada(found: re.Match[str]) -> Days:
    part, year, tens, word = found.groups()
    first, last = _PARTES.get(part or "", (0, 9))
    if year:
        decade = int(year) // 10 * 10
    else:
        # Nobody who lives here tells of the 1850s, and few of the 2030s.
        decade = 1900 + (int(tens) if tens else 20 + 10 * _DECENIOS.index(word))
    return _years(decade + first, decade + last)


def _winter(found: re.Match[str]) -> Days:
    # The winter of 1962 is told of both ends of that year.
    year = int(found[1])
    return date(year - 1, 12, 1), date(year + 1, 2, 28)


def _season(found: re.Match[str]) -> Days:
    return _months(int(found[2]), *_SEASONS[found[1]])


def _month(found: re.Match[str]) -> Days:
    return _months(int(found[2]), _MONTHS[found[1]], _MONTHS[found[1]])


def _circa(found: re.Match[str]) -> Days:
    return _years(int(found[1]) - _AROUND, int(found[1]) + _AROUND)


def _year(found: re.Match[str]) -> Days:
    return _years(int(found[1]), int(found[1]))


def _years(first: int, last: int) -> Days:
    return date(first, 1, 1), date(last, 12, 31)


def _months(year: int, first: int, last: int) -> Days:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


_WAYS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], Days | None]]] = (
    (_DAY, _day),
    (_RANGE, _range),
    (_ENTRE, _range),
    (_DECADE, _decade),
    (_DECADA, _decada),
    (_WINTER, _winter),
    (_SEASON, _season),
    (_MONTH, _month),
    (_CIRCA, _circa),
    (_PLAIN, _year),
)
"""Exact ways of telling before vague ones, since "June 1955" holds a plain year as well."""
