"""The words of reasoning in one language: questions, numbers, days, and the answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from app.errors import LiloError
from app.plain_yaml import read_yaml
from app.reasoning.arithmetic import Arithmetic
from app.reasoning.by_model import ModelWords
from app.reasoning.days import Calendar, Feast
from app.reasoning.numbers import NumberReader
from app.reasoning.questions import Ask, Router


class ReasoningError(LiloError):
    """The file of words cannot be used."""

    code = "reasoning.words"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Numbers(_Strict):
    small: Mapping[str, int]
    scales: Mapping[str, int]
    joining: str
    point: str
    half: Sequence[str]


class _Sums(_Strict):
    operators: Mapping[str, str]
    shares: Mapping[str, str]
    money: frozenset[str]
    cents: frozenset[str]
    fillers: frozenset[str]


class _Days(_Strict):
    relative: Mapping[str, int]
    units: Mapping[str, int]
    birthday: frozenset[str]
    birthday_say: str
    feasts: Sequence[Feast]


class ReasoningLines(_Strict):
    """The sentences of the answers; `{...}` are filled in."""

    sum: str
    sum_about: str
    sum_none: str
    money_left: str
    money_short: str
    money_each: str
    currency: str
    until: str
    until_weeks: str
    until_tomorrow: str
    until_today: str
    since: str
    since_yesterday: str
    weekday: str
    date: str
    age: str
    age_then: str
    age_past: str
    plan_days: str
    plan_tomorrow: str
    plan_hours: str
    plan_minutes: str
    plan_now: str
    on_day: str
    on_day_free: str
    week: str
    week_free: str
    one_day: str
    days: str
    one_week: str
    weeks: str
    and_days: str
    one_hour: str
    hours: str
    one_minute: str
    minutes: str
    day_date: str
    with_year: str
    each_at: str


class _File(_Strict):
    questions: Mapping[Ask, Sequence[str]]
    numbers: _Numbers
    sums: _Sums
    days: _Days
    lines: ReasoningLines
    progress: Mapping[str, str]
    model: ModelWords


@dataclass(frozen=True, slots=True)
class ReasoningWords:
    """Everything that reasoning knows of a language.

    Attributes:
        progress: what the screen says meanwhile: `start`, and for each tool.
        names: of weekdays and months, which an answer may not make up.
    """

    router: Router
    arithmetic: Arithmetic
    calendar: Calendar
    numbers: NumberReader
    lines: ReasoningLines
    progress: Mapping[str, str]
    model: ModelWords
    names: tuple[str, ...]


def load_reasoning_words(
    path: Path, weekdays: Sequence[str], months: Sequence[str], ordinals: Sequence[str]
) -> ReasoningWords:
    """Read the words of a language.

    Args:
        weekdays, months, ordinals: as the language has them elsewhere.

    Raises:
        ReasoningError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        file = _File.model_validate(raw)
        patterns = {
            ask: [re.compile(pattern) for pattern in written]
            for ask, written in file.questions.items()
        }
    except (OSError, re.error, yaml.YAMLError, ValidationError) as error:
        raise ReasoningError(
            f"The words for working things out in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error
    numbers = NumberReader(**{name: getattr(file.numbers, name) for name in _Numbers.model_fields})
    sums, days = file.sums, file.days
    return ReasoningWords(
        Router(patterns),
        Arithmetic(numbers, sums.operators, sums.shares, sums.money, sums.cents, sums.fillers),
        Calendar(
            days.feasts,
            weekdays,
            months,
            ordinals,
            days.relative,
            days.units,
            days.birthday,
            days.birthday_say,
            numbers,
        ),
        numbers,
        file.lines,
        file.progress,
        file.model,
        (*weekdays, *months),
    )
