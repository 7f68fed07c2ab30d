"""What a short answer means: the question before it decides."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from app.accents import without_accents
from app.conversation.family import WRITE_FAMILY
from app.conversation.history import Message, Speaker
from app.conversation.intents import Intent, Understood
from app.conversation.wording import WordingError
from app.plain_yaml import read_yaml

SAY_AGAIN = "say_again"
"""The strategy of a reply that says again what was said before, as records name it."""

HOW_KNOWN = "how_known"
"""The plain question where something that was said is from."""

FRESH = timedelta(minutes=15)
"""A question is forgotten after this time; what is said then stands for itself."""

FEW_WORDS = 6
"""No more words than this can be an answer whose meaning is all in the question."""

_SIGNS = re.compile(r"[^\w\s]")


class Answer(StrEnum):
    """How the resident answered the question before."""

    YES = "yes"
    NO = "no"
    CHOICE = "choice"
    DEGREE = "degree"
    """How much, or how often: to a check-in."""
    OPEN = "open"
    """A few words that by themselves mean nothing certain."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that Lilo asked last, as the record has it.

    Attributes:
        intent: of the agent that asked.
        offered: intents that were offered as choices, in their order.
        proposed: what a yes would have done, such as `pass_on`; else empty.
    """

    intent: Intent
    offered: tuple[Intent, ...] = ()
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """What an answer means.

    Attributes:
        asked: the question that was answered; None where the turn stands for itself.
    """

    understood: Understood
    answer: Answer | None = None
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The words of short answers, as patterns over whole texts."""

    openers: re.Pattern[str]
    closers: re.Pattern[str]
    yes: re.Pattern[str]
    no: re.Pattern[str]
    little: re.Pattern[str]
    much: re.Pattern[str]
    ordinals: Mapping[int, re.Pattern[str]]
    names: Mapping[Intent, re.Pattern[str]]

    def bare(self, text: str) -> str:
        """Return the text in lower case without signs, openers and closers."""
        plain = " ".join(_SIGNS.sub("", without_accents(text.lower()).replace("-", " ")).split())
        return self.closers.sub("", self.openers.sub("", plain)).strip()


def last_asked(recent: Sequence[Message], now: datetime) -> Asked | None:
    """Return the question that ended the latest reply, or None where there was none lately."""
    if not recent or recent[-1].speaker is not Speaker.LILO:
        return None
    last = recent[-1]
    if now - last.at > FRESH or not last.text.rstrip().endswith("?"):
        return None
    try:
        # Who asked says what was asked about; the intent may have been unclear.
        intent = Intent(str(last.trace.get("agent", "")).upper())
        offered = offered_by(last)
    except ValueError:
        # Plain lines, the crisis script and memory ask nothing that an agent goes on from.
        return None
    return Asked(intent, offered, str(last.trace.get("proposed") or ""))


def yes_or_no(words: AnswerWords, text: str) -> Answer | None:
    """Return a plain yes or no to a question, or None."""
    bare = words.bare(text)
    if words.yes.fullmatch(bare):
        return Answer.YES
    return Answer.NO if words.no.fullmatch(bare) else None


def offered_by(reply: Message) -> tuple[Intent, ...]:
    """Return the choices that a reply of Lilo's offered, those that there still are."""
    named = _listed(reply.trace.get("offered"))
    return tuple(Intent(value) for value in named if value in {*Intent})


def follow(words: AnswerWords, text: str, understood: Understood, asked: Asked | None) -> Meant:
    """Return what is meant; anything but a short answer means what it says."""
    alone = Meant(understood)
    if asked is None or understood.primary is Intent.CRISIS:
        return alone
    bare = words.bare(text)
    if asked.proposed == WRITE_FAMILY:
        declines = words.no.fullmatch(bare) is not None
        told = Answer.NO if declines else Answer.OPEN
        return Meant(Understood(asked.intent, (), 1.0), told, asked)
    if not bare or len(bare.split()) > FEW_WORDS:
        return alone
    if asked.offered and (chosen := _chosen(words, bare, asked.offered)) is not None:
        return Meant(Understood(chosen, (), 1.0), Answer.CHOICE, asked)
    answer = _answer(words, bare, asked)
    if answer is not None:
        return Meant(Understood(_continued(answer, asked), (), 1.0), answer, asked)
    is_unclear = not understood.is_sure and bool(understood.between)
    if is_unclear and not asked.offered and not text.rstrip().endswith("?"):
        return Meant(Understood(asked.intent, (), 1.0), Answer.OPEN, asked)
    return alone


def _continued(answer: Answer, asked: Asked) -> Intent:
    if asked.offered:
        # Asked which it is: a plain yes takes the first, a no none of them.
        return Intent.CONNECT if answer is Answer.NO else asked.offered[0]
    return asked.intent


def _answer(words: AnswerWords, bare: str, asked: Asked) -> Answer | None:
    if words.yes.fullmatch(bare):
        return Answer.YES
    if words.no.fullmatch(bare):
        return Answer.NO
    little, much = words.little.fullmatch(bare), words.much.fullmatch(bare)
    if asked.intent is Intent.ASSESS and not asked.proposed and (little or much):
        return Answer.DEGREE
    if little:
        return Answer.NO
    return Answer.YES if much else None


def _chosen(words: AnswerWords, bare: str, offered: Sequence[Intent]) -> Intent | None:
    for place, pattern in words.ordinals.items():
        if pattern.fullmatch(bare):
            at = place - 1 if place > 0 else len(offered) + place
            return offered[at] if 0 <= at < len(offered) else None
    named = [i for i in offered if i in words.names and words.names[i].search(bare)]
    return named[0] if len(named) == 1 else None


def load_answer_words(path: Path) -> AnswerWords:
    """Read the words of short answers.

    Raises:
        WordingError: the file is missing or wrong.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return AnswerWords(
            re.compile(rf"^(?:(?:{'|'.join(raw['openers'])})\b\s*)+"),
            re.compile(rf"(?:\s+(?:{'|'.join(raw['closers'])}))+$"),
            _any_of(raw["yes"]),
            _any_of(raw["no"]),
            _any_of(raw["degree"]["little"]),
            _any_of(raw["degree"]["much"]),
            {int(place): _any_of(patterns) for place, patterns in raw["ordinals"].items()},
            {Intent(name): re.compile(pattern) for name, pattern in raw["names"].items()},
        )
    except (OSError, KeyError, TypeError, ValueError, re.error, yaml.YAMLError) as error:
        raise WordingError(
            f"The short answers in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _listed(value: object) -> Sequence[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []
