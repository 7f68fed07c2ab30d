"""With which letters a pattern can begin, so that few of many patterns need be tried.

Hundreds of patterns looked for at every word of a turn take milliseconds. A pattern begins at a
word, and a word begins as few patterns do, so an index by first letters leaves only those.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

LONGEST = 5
"""So many letters of a word tell patterns apart; a word's end counts as one."""

SPACE = "[, ]+"
"""What a rule's written space stands for: words may be parted by a comma."""


class _Opening(NamedTuple):
    """How a piece of a pattern can begin.

    Attributes:
        goes_on: whether what follows the piece continues these letters.
    """

    letters: str
    goes_on: bool


_NOTHING = frozenset({_Opening("", goes_on=True)})
_ANYTHING = frozenset({_Opening("", goes_on=False)})
_Openings = frozenset[_Opening]


def openings(pattern: str) -> frozenset[str]:
    """Return beginnings, at most `LONGEST` letters, one of which every match of it has.

    What this does not understand it takes for any letter, and the letters end before it: too
    few letters only cost time.
    """
    return frozenset(opening.letters for opening in _Reader(pattern).alternatives())


class _Reader:
    """Reads a regular expression from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def alternatives(self) -> _Openings:
        found = self._sequence()
        while self._took("|"):
            found |= self._sequence()
        return found

    def _sequence(self) -> _Openings:
        found = _NOTHING
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            found = _joined(found, self._repeated(self._piece()))
        return found

    def _piece(self) -> _Openings:
        if self._took("(?:"):
            inside = self.alternatives()
            self._took(")")
            return inside
        if self._took("("):
            # Looking ahead or behind takes no letters; capturing is used nowhere.
            self._at += 1
            self.alternatives()
            self._took(")")
            return _NOTHING
        if self._took(SPACE):
            return frozenset({_Opening(" ", goes_on=False)})
        sign = self._pattern[self._at]
        self._at += 1
        if sign == "[":
            self._at = self._pattern.index("]", self._at) + 1
            return _ANYTHING
        if sign == "\\":
            self._at += 1
            return _NOTHING if self._pattern[self._at - 1] in "bB" else _ANYTHING
        if sign in "^$":
            return _NOTHING
        return frozenset({_Opening(sign, goes_on=True)}) if sign in _PLAIN else _ANYTHING

    def _repeated(self, piece: _Openings) -> _Openings:
        if self._took("?"):
            return piece | _NOTHING
        if self._took("*"):
            return _ended(piece) | _NOTHING
        if self._took("+"):
            return _ended(piece)
        if self._took("{"):
            least = self._pattern[self._at]
            self._at = self._pattern.index("}", self._at) + 1
            return _ended(piece) | (_NOTHING if least in "0," else frozenset())
        return piece

    def _took(self, sign: str) -> bool:
        if not self._pattern.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True


_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def _ended(piece: _Openings) -> _Openings:
    return frozenset(_Opening(letters, goes_on=False) for letters, _ in piece)


def _joined(first: _Openings, second: _Openings) -> _Openings:
    found: set[_Opening] = set()
    for letters, goes_on in first:
        if not goes_on:
            found.add(_Opening(letters, goes_on=False))
            continue
        for more, further in second:
            both = letters + more
            found.add(_Opening(both[:LONGEST], further and len(both) < LONGEST))
    return frozenset(found)


class OpeningIndex:
    """Which of many patterns may begin at a word."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._by_opening: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            for opening in openings(pattern):
                self._by_opening.setdefault(opening, []).append(number)

    def at(self, word: str) -> Iterator[int]:
        """Yield the numbers of the patterns that may match from this word on."""
        key = f"{word[:LONGEST]} "
        for length in range(min(len(key), LONGEST) + 1):
            yield from self._by_opening.get(key[:length], ())
