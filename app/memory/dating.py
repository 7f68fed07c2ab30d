"""Which day was meant: "tomorrow" is true for a day, and a memory is told for months.

What a resident said stays as it was said; the words in which Lilo tells it name the day itself, and
what lay ahead is over once its day is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from app.memory.extraction import Extracted, Found
from app.memory.patterns import MemoryPatternError
from app.plain_yaml import read_yaml

_WEEK = 7
_QUOTES = "“"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    pattern: str
    told: str
    days: int | None = None
    weeks: int | None = None
    back: bool = False
    future: bool = False
    ahead: bool = False


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    day: str
    future: str
    relative: Sequence[_Row]
    weekdays: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Rule:
    regex: re.Pattern[str]
    row: _Row


@dataclass(frozen=True, slots=True)
class Dating:
    """Names the days that were meant.

    Attributes:
        names: of the weekdays, Monday first, as Lilo says them; `spoken_date`: "the third of May".
    """

    file: _File
    rules: Sequence[_Rule]
    names: Sequence[str]
    spoken_date: Callable[[date], str]

    def dated(self, found: Found, said_on: date) -> Found:
        """Return what was found, with the day itself for a day named from when it was said."""
        is_quoted = _QUOTES in found.text
        text, over_after = found.text, found.over_after
        is_ahead = re.search(self.file.future, text, re.IGNORECASE) is not None
        for rule in self.rules:
            match = rule.regex.search(text)
            if match is None or (rule.row.future and not is_ahead):
                continue
            first, last = self._meant(rule.row, match, said_on)
            if not is_quoted:
                text = _put(text, match, self._told(rule.row, match, first))
            if rule.row.ahead:
                over_after = max(over_after or last, last)
        return replace(found, text=text, over_after=over_after)

    def all_dated(self, extracted: Extracted, said_on: date) -> Extracted:
        """Return what a turn brought, dated."""
        return replace(extracted, found=tuple(self.dated(f, said_on) for f in extracted.found))

    def is_relative(self, text: str) -> bool:
        """Whether a text names a day from when it was said."""
        return any(rule.regex.search(text) for rule in self.rules if not rule.row.future)

    def _meant(self, row: _Row, match: re.Match[str], said_on: date) -> tuple[date, date]:
        """Return the first and the last day that is meant."""
        if row.weeks is not None:
            monday = said_on + timedelta(days=row.weeks * _WEEK - said_on.weekday())
            return monday, monday + timedelta(days=_WEEK - 1)
        if row.days is not None:
            day = said_on + timedelta(days=row.days)
            return day, day
        weekday = self.file.weekdays.index(match["weekday"].lower())
        ahead = (weekday - said_on.weekday() - 1) % _WEEK + 1
        behind = (said_on.weekday() - weekday - 1) % _WEEK + 1
        day = said_on + timedelta(days=-behind if row.back else ahead)
        return day, day

    def _told(self, row: _Row, match: re.Match[str], day: date) -> str:
        spoken = self.spoken_date(day)
        named = self.file.day.format(weekday=self.names[day.weekday()], date=spoken)
        return row.told.format(day=named, date=spoken, part=match.groupdict().get("part") or "")


def load_dating(path: Path, names: Sequence[str], spoken_date: Callable[[date], str]) -> Dating:
    """Read how days are named from the day on which something is said.

    Raises:
        MemoryPatternError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        file = _File.model_validate(raw)
        rules = [
            _Rule(re.compile(rf"\b(?:{row.pattern})\b(?!['’]|-)", re.IGNORECASE), row)
            for row in file.relative
        ]
    except (OSError, re.error, yaml.YAMLError, ValidationError) as error:
        raise MemoryPatternError(
            f"How days are named in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error
    return Dating(file, rules, names, spoken_date)


def _put(text: str, match: re.Match[str], told: str) -> str:
    begun = told[:1].upper() + told[1:] if match.start() == 0 else told
    return text[: match.start()] + begun + text[match.end() :]
