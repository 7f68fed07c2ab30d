"""With which letters a pattern can begin, so that few of many patterns need be tried.

Hundreds of patterns looked for at every word of a turn take milliseconds. A pattern begins at a
word, and a word begins as few patterns do, so an index by first letters leaves only those.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
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
    return frozenset(opening.letters for opening in _alternatives(pattern))


@lru_cache(maxsize=8192)
def _alternatives(pattern: str) -> _Openings:
    """Read alternatives. Terms stand in many patterns, and are read once."""
    found: _Openings = frozenset()
    branch: list[str] = []
    for piece in (*_pieces(pattern), "|"):
        if piece == "|":
            found |= _sequence(branch)
            branch = []
        else:
            branch.append(piece)
    return found


def _sequence(pieces: Iterable[str]) -> _Openings:
    found = _NOTHING
    for piece in pieces:
        if not any(opening.goes_on for opening in found):
            # Nothing that follows can change how it begins.
            break
        found = _joined(found, _piece(piece))
    return found


@lru_cache(maxsize=8192)
def _piece(piece: str) -> _Openings:
    """Read a piece with its repetition."""
    body, repeat = _divided(piece)
    once = _once(body)
    if not repeat:
        return once
    if repeat == "?":
        return once | _NOTHING
    if repeat.startswith(("*", "{0", "{,")):
        return _ended(once) | _NOTHING
    return _ended(once)


def _once(body: str) -> _Openings:
    if body == SPACE:
        return frozenset({_Opening(" ", goes_on=False)})
    if body.startswith("(?:"):
        return _alternatives(body[3:-1])
    # Looking ahead or behind takes no letters; capturing is used nowhere.
    if body.startswith("(") or body in _EDGES:
        return _NOTHING
    return frozenset({_Opening(body, goes_on=True)}) if body in _PLAIN else _ANYTHING


_EDGES = frozenset({"\\b", "\\B", "^", "$"})
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


def word_starts(pattern: str) -> Sequence[int]:
    """Return where in a pattern a word of every match must begin: 0, and after each sure space.

    Only the outermost sequence is looked at; in a pattern of several alternatives, only 0.
    """
    starts, at, is_start = [0], 0, True
    for piece in _pieces(pattern):
        if piece == "|":
            return [0]
        at += len(piece)
        body, may_be_left_out = _body(piece)
        is_start = _ends_in_space(body) and (is_start or not may_be_left_out)
        if is_start and at < len(pattern):
            starts.append(at)
    return starts


def _pieces(pattern: str) -> Iterator[str]:
    """Yield the pieces of the outermost sequence, each with its repetition."""
    at = 0
    while at < len(pattern):
        end = _piece_end(pattern, at)
        if count := _REPEAT.match(pattern, end):
            end = count.end()
        yield pattern[at:end]
        at = end


_REPEAT = re.compile(r"[?*+]|\{\d*,?\d*\}")
_REPEATED = re.compile(rf"(?:{_REPEAT.pattern})$")


_SIGN = re.compile(r"[\[\\()]")


def _piece_end(pattern: str, at: int) -> int:
    if pattern.startswith(SPACE, at):
        return at + len(SPACE)
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "[":
        return pattern.index("]", at) + 1
    if pattern[at] != "(":
        return at + 1
    depth = 0
    # A group that is not closed has no such sign, and no regular expression is made of it.
    while found := _SIGN.search(pattern, at):
        sign, at = found[0], found.start()
        if sign in "[\\":
            at = _piece_end(pattern, at)
            continue
        depth += 1 if sign == "(" else -1
        at += 1
        if depth == 0:
            break
    return at


def _divided(piece: str) -> tuple[str, str]:
    """Return a piece without its repetition, and the repetition."""
    if piece == SPACE:
        return piece, ""
    count = _REPEATED.search(piece)
    if count is None or count.start() == 0 or piece[-2:-1] == "\\":
        return piece, ""
    return piece[: count.start()], count[0]


def _body(piece: str) -> tuple[str, bool]:
    """Return a piece without its repetition, and whether none of it may be there."""
    body, repeat = _divided(piece)
    return body, repeat[:1] in {"?", "*"} or repeat.startswith(("{0", "{,"))


def _ends_in_space(body: str) -> bool:
    """Whether every way to match this ends in a space."""
    if body == SPACE:
        return True
    if not body.startswith("(?:"):
        return False
    ends, last = [], ""
    for piece in _pieces(body[3:-1]):
        if piece == "|":
            ends.append(last)
        last = "" if piece == "|" else piece
    return all(end == SPACE for end in [*ends, last])


class OpeningIndex:
    """Which of many patterns may begin at a word of a text.

    A pattern is tried only where a word has one of its openings, and only in a text that has, in
    any place, one of the openings that its rarest part needs.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        begins: dict[str, set[int]] = {}
        needs: dict[str, set[int]] = {}
        for number, pattern in enumerate(patterns):
            for opening in openings(pattern):
                begins.setdefault(opening, set()).add(number)
            parts = [openings(pattern[start:]) for start in word_starts(pattern)]
            for opening in min(parts, key=_commonness):
                needs.setdefault(opening, set()).add(number)
        self._begins = begins
        self._needs = needs

    def possible(self, words: Iterable[str]) -> set[int]:
        """Return the numbers of the patterns that these words leave possible."""
        found = set(self._needs.get("", ()))
        for word in words:
            for opening in _openings_of(word):
                if numbers := self._needs.get(opening):
                    found |= numbers
        return found

    def at(self, word: str, among: set[int]) -> Sequence[int]:
        """Return the numbers of the patterns, among these, that may match from this word on."""
        found = [
            number
            for opening in ("", *_openings_of(word))
            if (numbers := self._begins.get(opening))
            for number in numbers & among
        ]
        return sorted(set(found))


@lru_cache(maxsize=4096)
def _openings_of(word: str) -> Sequence[str]:
    key = f"{word[:LONGEST]} "
    return [key[:length] for length in range(1, min(len(key), LONGEST) + 1)]


def _commonness(part: frozenset[str]) -> float:
    """Return how often one of the openings may be met, roughly: short ones are."""
    return sum(0.3 ** len(opening.rstrip()) for opening in part)
