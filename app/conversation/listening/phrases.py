"""The few phrases that are understood without a model for free speech, and what they wish for."""

import re
from collections.abc import Iterable, Mapping, Sequence
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
    ANSWER = "answer"
    """One of the answers to what is asked in a crisis."""
    TALK = "talk"
    DAY = "day"
    """What day it is, and what time."""
    TODAY = "today"
    QUESTIONS = "questions"
    """The check-in that is offered."""
    MORE = "more"
    """What did not fit on the page."""


ALWAYS = (Wish.NURSE, Wish.STOP, Wish.AGAIN)
"""Understood whatever is asked."""

AT_HOME = (Wish.TALK, Wish.DAY, Wish.TODAY, Wish.QUESTIONS)
"""Understood where nothing is asked."""

ON_A_PAGE = (Wish.HOME, Wish.MORE)
"""Understood where there is something to read."""


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish.

    Attributes:
        key: which choice, for `Wish.CHOOSE`; the place of an answer, for `Wish.ANSWER`.
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
    """Ways of saying each of the choices that something asked over everything has."""

    done: tuple[str, ...] = Field(min_length=1)
    later: tuple[str, ...] = Field(min_length=1)
    ask: tuple[str, ...] = Field(min_length=1)
    understood: tuple[str, ...] = Field(min_length=1)
    here: tuple[str, ...] = Field(min_length=1)
    leave: tuple[str, ...] = Field(min_length=1)
    yes: tuple[str, ...] = Field(min_length=1)
    no: tuple[str, ...] = Field(min_length=1)
    send: tuple[str, ...] = Field(min_length=1)
    keep: tuple[str, ...] = Field(min_length=1)
    not_taken: tuple[str, ...] = Field(min_length=1)


class CheckInWays(_Section):
    """Ways of asking for something beside an answer, and of saying yes and no to one read back.

    Fewer than may be typed: of a hundred short phrases a closed grammar takes one for another.
    """

    repeat: tuple[str, ...] = Field(min_length=1)
    skip: tuple[str, ...] = Field(min_length=1)
    stop: tuple[str, ...] = Field(min_length=1)
    back: tuple[str, ...] = Field(min_length=1)
    confirm: tuple[str, ...] = Field(min_length=1)
    refuse: tuple[str, ...] = Field(min_length=1)

    @property
    def beside_answers(self) -> tuple[str, ...]:
        """What may be said in place of an answer."""
        return (*self.repeat, *self.skip, *self.stop, *self.back)

    @property
    def to_read_back(self) -> tuple[str, ...]:
        """What may be said to an answer that was read back, beside another answer."""
        return (*self.confirm, *self.refuse, *self.repeat, *self.stop)


class SpokenPhrases(_Section):
    """Ways of saying each wish; see resources/speech/listening.yaml."""

    nurse: tuple[str, ...] = Field(min_length=1)
    stop: tuple[str, ...] = Field(min_length=1)
    again: tuple[str, ...] = Field(min_length=1)
    home: tuple[str, ...] = Field(min_length=1)
    yes: tuple[str, ...] = Field(min_length=1)
    no: tuple[str, ...] = Field(min_length=1)
    talk: tuple[str, ...] = Field(min_length=1)
    day: tuple[str, ...] = Field(min_length=1)
    today: tuple[str, ...] = Field(min_length=1)
    questions: tuple[str, ...] = Field(min_length=1)
    more: tuple[str, ...] = Field(min_length=1)
    choices: ChoiceWords
    check_in: CheckInWays
    leads_on: frozenset[str] = Field(min_length=1)

    @property
    def everything(self) -> tuple[str, ...]:
        """Every phrase, whatever it wishes for."""
        answers = (Wish.YES, Wish.NO)
        return (
            *self.saying(*ALWAYS, *answers, *AT_HOME, *ON_A_PAGE),
            *self.choosing(ChoiceWords.model_fields),
        )

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


def crisis_answers(ways: Sequence[Sequence[str]]) -> dict[str, Wished]:
    """Return ways of giving each answer to what is asked in a crisis; the first answer wins."""
    found: dict[str, Wished] = {}
    for place, sayings in enumerate(ways):
        for saying in sayings:
            found.setdefault(plain_phrase(saying), Wished(Wish.ANSWER, str(place)))
    return found


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
