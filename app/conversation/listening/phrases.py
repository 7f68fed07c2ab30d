"""The few phrases that are understood without a model for free speech, and what they wish for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.conversation.wording import WordingError
from app.plain_yaml import read_yaml

_SIGNS = re.compile(r"[^a-z' ]+")


class Wish(StrEnum):
    """What somebody wants by a phrase."""

    NURSE = "nurse"
    STOP = "stop"
    AGAIN = "again"
    HOME = "home"
    YES = "yes"
    NO = "no"
    CHOOSE = "choose"
    """One of the choices on the screen."""
    SAY = "say"
    """Words for the conversation, such as an answer of a scale."""


ALWAYS = (Wish.NURSE, Wish.STOP, Wish.AGAIN)
"""Understood whatever is asked."""


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish.

    Attributes:
        key: which choice, for `Wish.CHOOSE`.
        must_confirm: it is asked about even when it was heard well.
    """

    wish: Wish
    key: str = ""
    must_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """What may be said now.

    Attributes:
        wishes: by phrase, in plain words.
        has_question: something is asked; a complete answer is taken at once.
    """

    wishes: Mapping[str, Wished]
    has_question: bool = False

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything that may be said."""
        return tuple(self.wishes)

    def wish_of(self, text: str) -> Wished | None:
        """Return what these words wish for, when they are one of the phrases and nothing else."""
        return self.wishes.get(plain_phrase(text))


def plain_phrase(text: str) -> str:
    """Return words as recognisers write them: lower case, without signs, single spaces."""
    return " ".join(_SIGNS.sub(" ", text.replace("’", "'").casefold()).split())


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChoiceWords(_Section):
    """Ways of saying each of the choices that a reminder or a question over everything has."""

    done: tuple[str, ...] = Field(min_length=1)
    later: tuple[str, ...] = Field(min_length=1)
    ask: tuple[str, ...] = Field(min_length=1)
    understood: tuple[str, ...] = Field(min_length=1)
    here: tuple[str, ...] = Field(min_length=1)
    leave: tuple[str, ...] = Field(min_length=1)


class SpokenPhrases(_Section):
    """Ways of saying each wish; see resources/speech/listening.yaml."""

    nurse: tuple[str, ...] = Field(min_length=1)
    stop: tuple[str, ...] = Field(min_length=1)
    again: tuple[str, ...] = Field(min_length=1)
    home: tuple[str, ...] = Field(min_length=1)
    yes: tuple[str, ...] = Field(min_length=1)
    no: tuple[str, ...] = Field(min_length=1)
    choices: ChoiceWords
    leads_on: frozenset[str] = Field(min_length=1)

    @property
    def everything(self) -> tuple[str, ...]:
        """Every phrase, whatever it wishes for."""
        wishes = (Wish.NURSE, Wish.STOP, Wish.AGAIN, Wish.HOME, Wish.YES, Wish.NO)
        return (*self.saying(*wishes), *self.choosing(ChoiceWords.model_fields))

    def saying(self, *wishes: Wish) -> dict[str, Wished]:
        """Return every way of saying these."""
        found: dict[str, Wished] = {}
        for wish in wishes:
            for phrase in getattr(self, wish.value):
                found[plain_phrase(phrase)] = Wished(wish)
        return found

    def choosing(self, keys: Iterable[str], confirmed: Iterable[str] = ()) -> dict[str, Wished]:
        """Return every way of saying these choices.

        Args:
            keys: of the choices on the screen; one that is not known here has no words.
            confirmed: those that are asked about even when they were heard well.
        """
        asked = frozenset(confirmed)
        return {
            plain_phrase(phrase): Wished(Wish.CHOOSE, key, key in asked)
            for key in keys
            for phrase in getattr(self.choices, key, ())
        }

    def is_open_ended(self, text: str) -> bool:
        """Return whether more must follow after these words."""
        last = text.rpartition(" ")[2]
        return last in self.leads_on


def answers(ways: Iterable[str]) -> dict[str, Wished]:
    """Return ways of answering that go into the conversation as words."""
    return {plain_phrase(way): Wished(Wish.SAY) for way in ways if plain_phrase(way)}


def load_phrases(path: Path) -> SpokenPhrases:
    """Read the section `phrases` of a file.

    Raises:
        WordingError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return SpokenPhrases.model_validate(raw["phrases"])
    except (OSError, KeyError, TypeError, ValidationError, yaml.YAMLError) as error:
        raise WordingError(
            f"The spoken phrases in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error
