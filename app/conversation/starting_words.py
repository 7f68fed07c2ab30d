"""The words with which Lilo begins by itself, checked when they are loaded."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.accents import without_accents
from app.conversation.slots_in import only
from app.conversation.wording import WordingError
from app.plain_yaml import read_yaml


class StartKind(StrEnum):
    """What Lilo may begin with, what matters most first."""

    OWN_BIRTHDAY = "own_birthday"
    BIRTHDAY_TODAY = "birthday_today"
    BIRTHDAY_TOMORROW = "birthday_tomorrow"
    VISIT = "visit"
    CHECK_IN = "check_in"
    ACTIVITY = "activity"


_SLOTS: Mapping[StartKind, frozenset[str]] = {
    StartKind.OWN_BIRTHDAY: frozenset({"name"}),
    StartKind.BIRTHDAY_TODAY: frozenset({"name", "item"}),
    StartKind.BIRTHDAY_TOMORROW: frozenset({"name", "item"}),
    StartKind.VISIT: frozenset({"name", "item", "time"}),
    StartKind.CHECK_IN: frozenset({"name"}),
    StartKind.ACTIVITY: frozenset({"name", "item", "time"}),
}


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StartOffer(_Words):
    """One offer: a title, and a question to answer by a touch."""

    title: str = Field(min_length=1)
    line: str = Field(min_length=1)


class StartPrompts(_Words):
    """What is asked above the field to write in, after a yes."""

    own_birthday: str = Field(min_length=1)
    birthday: str = Field(min_length=1)
    visit: str = Field(min_length=1)


class StartingWords(_Words):
    """The words of one language; see resources/i18n/en/starting.yaml."""

    yes: str = Field(min_length=1)
    no: str = Field(min_length=1)
    birthday: frozenset[str] = Field(min_length=1)
    offers: Mapping[StartKind, StartOffer]
    prompts: StartPrompts

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if missing := [kind.value for kind in StartKind if kind not in self.offers]:
            raise ValueError(f"no words for: {', '.join(missing)}")
        for kind, offer in self.offers.items():
            only(offer.title, _SLOTS[kind])
            only(offer.line, _SLOTS[kind])
        return self

    def names_a_birthday(self, title: str) -> bool:
        """Whether something planned is somebody's birthday, by what it is called."""
        plain = without_accents(title.casefold())
        return any(word in plain for word in self.birthday)


def load_starting_words(path: Path) -> StartingWords:
    """Read the words of a language.

    Raises:
        WordingError: the file is missing or wrong.
    """
    try:
        return StartingWords.model_validate(read_yaml(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise WordingError(
            f"The words of beginning in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error
