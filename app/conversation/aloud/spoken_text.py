"""What is written, as it is said: in words alone, cut into phrases with pauses. Pure.

Rules of our own rather than a library (ADR 0043).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.conversation.aloud.spoken_rules import DASH, DIGITS, NAME, NUMBER, rules_of
from app.conversation.aloud.spoken_words import SpokenWords

_MARKS = re.compile(f"[{NUMBER}{NAME}{DIGITS}{DASH}]")
_SIGNS = re.compile(r"[*_`^|<>\\{}\[\]“”\"«»]")
_SOFT = {"’": "'", "‘": "'", "…": ",", "·": ",", "\u00a0": " ", "\u202f": " "}
_LONG_DASH = re.compile(r"\s*[—–]\s*(?!\d)|\s+-\s+")
_SILENT = frozenset({"So", "Cc", "Cf"})
_FIRST_WORD = re.compile(r"\w")
_LOOSE = re.compile(r"\s+([,.;:!?])(?=\s|$)")
_NAMES = re.compile(r"(?<=[\w,;:] )([A-Z][\w'-]*(?: [A-Z][\w'-]*)*)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words said in one go, and the silence after them."""

    text: str
    pause_ms: int = 0


def as_written(text: str) -> tuple[Phrase, ...]:
    """Return a text as one phrase, for a language without rules: its voice reads numbers itself."""
    plain = re.sub(r"\s+", " ", _plain(text)).strip()
    return (Phrase(plain),) if _FIRST_WORD.search(plain) else ()


class SpokenText:
    """Turns sentences into phrases."""

    def __init__(self, words: SpokenWords) -> None:
        self._words = words
        self._rules = rules_of(words)
        pauses = words.pauses
        self._pauses: Mapping[str, int] = {
            NUMBER: pauses.number,
            NAME: pauses.name,
            DIGITS: pauses.digits,
            DASH: pauses.dash,
        }
        known = (*words.weekdays, *words.months, *words.not_names)
        self._not_names = frozenset(known)

    def said(self, written: str) -> str:
        """Return what is said, in words alone."""
        return " ".join(phrase.text for phrase in self.phrases(written))

    def phrases(self, written: str) -> tuple[Phrase, ...]:
        """Return what is said, with its pauses; nothing where there is nothing to say."""
        text = _plain(written)
        for rule in self._rules:
            text = rule.pattern.sub(rule.say, text)
        text = _NAMES.sub(self._name, text)
        return self._cut(re.sub(r"\s+", " ", text))

    def _name(self, match: re.Match[str]) -> str:
        name = match.group(1)
        if all(word in self._not_names for word in name.split()):
            return name
        return f"{NAME}{name}{NAME}"

    def _cut(self, text: str) -> tuple[Phrase, ...]:
        phrases: list[Phrase] = []
        pieces, marks = _MARKS.split(text), [*_MARKS.findall(text), ""]
        for piece, mark in zip(pieces, marks, strict=True):
            signs, said = _parted(piece)
            pause = self._pauses.get(mark, 0)
            if phrases and signs:
                # Signs belong to what was said before them, and two pauses are one.
                phrases[-1] = replace(phrases[-1], text=phrases[-1].text + signs)
            if said:
                phrases.append(Phrase(said, pause))
            elif phrases:
                phrases[-1] = replace(phrases[-1], pause_ms=max(phrases[-1].pause_ms, pause))
        if not phrases:
            return ()
        phrases[-1] = replace(phrases[-1], pause_ms=self._words.pauses.sentence)
        return tuple(phrases)


def _plain(written: str) -> str:
    text = unicodedata.normalize("NFC", written)
    for sign, instead in _SOFT.items():
        text = text.replace(sign, instead)
    text = _LONG_DASH.sub(f",{DASH} ", _SIGNS.sub(" ", _MARKS.sub("", text)))
    # Pictures and other symbols are for the eye.
    heard = (each for each in text if each == "°" or unicodedata.category(each) not in _SILENT)
    return _LOOSE.sub(r"\1", "".join(heard))


def _parted(piece: str) -> tuple[str, str]:
    """Return the signs that a piece begins with, and the words after them."""
    start = _FIRST_WORD.search(piece)
    at = start.start() if start else len(piece)
    return piece[:at].strip(), piece[at:].strip()
