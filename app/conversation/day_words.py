"""Questions about the day and the words of their answers, from `resources/i18n`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from app.accents import without_accents
from app.conversation.wording import WordingError
from app.plain_yaml import read_yaml
from app.schedule import ItemKind
from app.utterance import questions_in

_SIGNS = re.compile(r"[^\w\s]")


class DayAsk(StrEnum):
    """What can be asked of a day."""

    NOW = "now"
    MISSED = "missed"
    TOMORROW = "tomorrow"
    NEXT = "next"
    TODAY = "today"
    WHEN = "when"


@dataclass(frozen=True, slots=True)
class DayQuestion:
    """A question.

    Attributes:
        about: whom or what it is about, in the resident's words; empty where it is about all.
    """

    ask: DayAsk
    about: str = ""


class DayLines(BaseModel):
    """The sentences of the answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    now: str
    today: str
    tomorrow: str
    to_come: str
    planned: str
    nothing_more: str
    nothing_today: str
    nothing_tomorrow: str
    next: str
    next_none: str
    when: str
    when_now: str
    when_none: str
    missed: str
    missed_none: str
    medicine: str
    item_at: str
    all_day: str
    and_more: str
    join: str
    last: str
    today_at: str
    tomorrow_at: str
    day_at: str
    date_at: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    questions: Mapping[DayAsk, Sequence[str]]
    fillers: frozenset[str]
    called: Mapping[ItemKind, frozenset[str]]
    categories: Mapping[ItemKind, frozenset[str]]
    lines: DayLines


@dataclass(frozen=True, slots=True)
class DayWords:
    """The words of one language.

    Attributes:
        fillers: words in a question that name nothing.
        called: what a kind of thing is called besides its title.
        kinds: the kind of thing by the category that a calendar gives it.
    """

    patterns: Mapping[DayAsk, Sequence[re.Pattern[str]]]
    fillers: frozenset[str]
    called: Mapping[ItemKind, frozenset[str]]
    kinds: Mapping[str, ItemKind]
    lines: DayLines

    def asked(self, text: str) -> DayQuestion | None:
        """Return what is asked of the day, or None: by the whole, or by a question in it."""
        for asked in (text, *questions_in(text)):
            plain = without_accents(asked.lower()).replace("’", "'")
            plain = " ".join(_SIGNS.sub("", plain).split())
            for ask, patterns in self.patterns.items():
                for pattern in patterns:
                    if found := pattern.search(plain):
                        return DayQuestion(ask, found.groupdict().get("about") or "")
        return None

    def named_in(self, about: str) -> frozenset[str]:
        """Return the words of a question that name something."""
        return frozenset(words_of(about)) - self.fillers


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, possessives without their s."""
    plain = without_accents(text.lower()).replace("’", "'").replace("'s", "")
    return _SIGNS.sub(" ", plain).split()


def load_day_words(path: Path) -> DayWords:
    """Read the questions and answers of a language.

    Raises:
        WordingError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        file = _File.model_validate(raw)
        patterns = {
            ask: [re.compile(pattern) for pattern in written]
            for ask, written in file.questions.items()
        }
    except (OSError, re.error, yaml.YAMLError, ValidationError) as error:
        raise WordingError(
            f"The words about the day in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error
    kinds = {name: kind for kind, names in file.categories.items() for name in names}
    return DayWords(patterns, file.fillers, file.called, kinds, file.lines)
