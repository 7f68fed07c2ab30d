"""What a resident's words mean as an answer: pure, and never a guess.

An answer is taken only when one of the scale's answers, or another way of saying just that, is
in the words, and nothing beside it turns it round. What is near, unsure, long or badly heard is
read back first. Words that hold two different answers, or a number the scale does not have, are
never answers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.accents import without_accents
from app.clinical.scale import ENGLISH, Option, Scale
from app.clinical.scale_files import Speech, SpeechWords

_SIGNS = re.compile(r"[^\w\s]+")
_BELOW_ZERO = re.compile(r"(?<![\w-])[-−]\s?\d")
_SAYS_IT_ALL = 2
"""Answers of so few words mean something else as soon as others stand beside them."""


class Command(StrEnum):
    """What somebody may want in place of answering."""

    REPEAT = "repeat"
    SKIP = "skip"
    STOP = "stop"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Meant:
    """An answer.

    Attributes:
        is_sure: it may be taken as it is; otherwise it is read back.
    """

    value: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Wished:
    """Something else than an answer."""

    command: Command


@dataclass(frozen=True, slots=True)
class Confused:
    """Two answers at once, or an answer turned round by a "not"."""

    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """A number that is none of the scale's answers."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """No answer."""


Heard = Meant | Wished | Confused | Outside | Unclear


def plain(words: str) -> str:
    """Return words as they are compared: lower case, no signs or accents, single spaces."""
    return " ".join(_SIGNS.sub("", without_accents(words.replace("’", "'").casefold())).split())


def understand(
    words: str, scale: Scale, speech: Speech, *, confidence: float = 1.0, spoken: str = ENGLISH
) -> Heard:
    """Read words as an answer to a question of a scale.

    Args:
        confidence: of the recogniser, 0..1; 1 for typed words.
        spoken: the language in which the question was asked.
    """
    language = speech.in_(spoken)
    text = plain(words)
    if command := _command(text, language):
        return Wished(command)
    if _BELOW_ZERO.search(words):
        return Outside()
    cut = _cut(text, scale.options, spoken)
    if not cut.values and (number := _number(cut.rest, language)) is not None:
        return _by_number(number, cut.rest, scale, language)
    values = tuple(dict.fromkeys(cut.values))
    if not values:
        return Unclear()
    beside = _without(cut.rest, language.fillers)
    if len(values) > 1 or any(word in language.negators for word in beside):
        return Confused(values)
    # "Never" says it alone; in "I never sleep" it says the opposite.
    room = speech.most_other_words if cut.longest > _SAYS_IT_ALL else 0
    unsure = any(f" {phrase} " in f" {text} " for phrase in language.unsure)
    is_heard_well = confidence >= speech.read_back_below
    is_sure = is_heard_well and len(beside) <= room and not (cut.is_like or unsure)
    return Meant(values[0], is_sure)


def confirms(words: str, speech: Speech, spoken: str = ENGLISH) -> bool | None:
    """Return whether words confirm what was read back; None when they say neither."""
    text, language = plain(words), speech.in_(spoken)
    if text in language.confirm:
        return True
    return False if text in language.refuse else None


def _command(text: str, language: SpeechWords) -> Command | None:
    bare = bare_of(text, language)
    for name, sayings in language.commands.items():
        if text in sayings or bare in sayings:
            return Command(name)
        # A single word that politeness leaves over says too little: "not now" is not "not".
        if " " in bare and any(bare == bare_of(saying, language) for saying in sayings):
            return Command(name)
    return None


def bare_of(text: str, language: SpeechWords) -> str:
    """Return plain words without those of politeness."""
    return " ".join(word for word in text.split() if word not in language.polite)


@dataclass(frozen=True, slots=True)
class _Cut:
    """The answers that were in some words, in their order, and what was left beside them."""

    values: tuple[int, ...]
    rest: tuple[str, ...]
    longest: int
    is_like: bool


def _cut(text: str, options: Sequence[Option], spoken: str) -> _Cut:
    """Cut the answers out of the words, longest first."""
    words: list[str | None] = list(text.split())
    placed: list[tuple[int, int, int, bool]] = []
    for way, value, is_like in _ways(options, spoken):
        for at in range(len(words) - len(way) + 1):
            if tuple(words[at : at + len(way)]) == way:
                words[at : at + len(way)] = [None] * len(way)
                placed.append((at, value, len(way), is_like))
    placed.sort()
    return _Cut(
        tuple(value for _, value, _, _ in placed),
        tuple(word for word in words if word is not None),
        max((length for _, _, length, _ in placed), default=0),
        any(is_like for _, _, _, is_like in placed),
    )


def _ways(options: Sequence[Option], spoken: str) -> list[tuple[tuple[str, ...], int, bool]]:
    """Return each way of saying an answer, longest first, with whether it is only near."""
    ways = [
        (tuple(plain(saying).split()), option.value, is_like)
        for option in options
        for is_like, sayings in (
            (False, (option.text.in_(spoken), *option.hears.in_(spoken))),
            (True, option.like.in_(spoken)),
        )
        for saying in sayings
    ]
    return sorted(ways, key=lambda way: -len(way[0]))


def _number(rest: Sequence[str], language: SpeechWords) -> int | None:
    """Return the only number in the words, or None."""
    numbers = [n for word in rest if (n := _as_number(word, language)) is not None]
    return numbers[0] if len(numbers) == 1 else None


def _as_number(word: str, language: SpeechWords) -> int | None:
    if word.isascii() and word.isdecimal() and len(word) < 4:
        return int(word)
    return language.numbers.get(word)


def _by_number(number: int, rest: Sequence[str], scale: Scale, language: SpeechWords) -> Heard:
    if any(word in language.days for word in rest):
        for option in scale.options:
            if option.days and option.days[0] <= number <= option.days[1]:
                return Meant(option.value, is_sure=False)
        return Outside()
    beside = [w for w in _without(rest, language.fillers) if _as_number(w, language) is None]
    if beside:
        return Unclear()
    if not scale.is_numbered or scale.option(number) is None:
        return Outside()
    return Meant(number, is_sure=False)


def _without(words: Sequence[str], phrases: Sequence[str]) -> list[str]:
    """Return the words that are not part of any of the phrases."""
    text = f" {' '.join(words)} "
    for phrase in sorted(phrases, key=len, reverse=True):
        while f" {phrase} " in text:
            text = text.replace(f" {phrase} ", "  ")
    return text.split()
