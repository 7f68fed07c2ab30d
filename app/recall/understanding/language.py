"""The words of a language by which times, persons and askings are recognised."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from app.errors import LiloError
from app.plain_yaml import read_yaml


class LanguageError(LiloError):
    """The file of words cannot be used."""

    code = "recall.language"


class Language(BaseModel):
    """See `resources/recall/language.yaml`; all words in small letters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    telling: Sequence[str]
    pronouns: Mapping[str, Sequence[str]]
    relations: Mapping[str, Sequence[str]]
    days_ago: Mapping[str, int | tuple[int, int]]
    numbers: Mapping[str, int]
    units: Mapping[str, int]
    weekdays: Sequence[str]
    months: Sequence[str]
    seasons: Mapping[str, tuple[int, int]]
    ages: Mapping[str, tuple[int, int]]
    decades: Mapping[str, int]

    @cached_property
    def _asks(self) -> re.Pattern[str]:
        return any_of(self.telling)

    def asks_of_the_past(self, text: str) -> bool:
        """Whether the words ask for something that was told."""
        return text.endswith("?") or self._asks.search(text) is not None


def any_of(words: Sequence[str] | Mapping[str, object]) -> re.Pattern[str]:
    """Return a pattern for any of the words, the longest first."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(re.escape(word) for word in longest_first)})\b")


def load_language(path: Path) -> Language:
    """Read the words.

    Raises:
        LanguageError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return Language.model_validate(raw)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise LanguageError(
            f"The words in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error
