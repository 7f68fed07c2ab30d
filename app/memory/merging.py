"""Whether something just found is new, was said before, or takes the place of something older."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from app.embedding import Vector, Vectors
from app.memory.extraction import Found, folded
from app.memory.memory import Memory, names_in

SAME_COSINE = 0.92
"""From here on two sentences of one kind say the same, names, numbers and "not" permitting."""

_NO = re.compile(r"\b(?:not|no|never|cannot|\w+n['’]t|hate|dislike|loathe|detest)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


class Verdict(Enum):
    """What to do with something found."""

    NEW = auto()
    AGAIN = auto()
    INSTEAD = auto()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict and the memories it is about; none where it is new."""

    verdict: Verdict
    known: tuple[Memory, ...] = ()


def compare(
    found: Found,
    vector: Vector | None,
    known: Sequence[Memory],
    vectors: Vectors | None,
) -> Comparison:
    """Compare something found with the current memories.

    Args:
        known: current memories of the resident.
        vectors: one row for each of `known`; None without an embedding model.
    """
    alike = [memory for memory in known if memory.kind is found.kind]
    said_before = [memory for memory in alike if folded(memory.text) == folded(found.text)]
    if said_before:
        return Comparison(Verdict.AGAIN, tuple(said_before[:1]))
    if found.slot:
        of_slot = [memory for memory in alike if memory.slot == found.slot]
        same = [memory for memory in of_slot if memory.value == found.value]
        if same:
            return Comparison(Verdict.AGAIN, tuple(same[:1]))
        if of_slot:
            return Comparison(Verdict.INSTEAD, tuple(of_slot))
    if vector is None or vectors is None or not len(vectors):
        return Comparison(Verdict.NEW)
    cosines = vectors @ vector
    for row in np.argsort(-cosines):
        if cosines[row] <= SAME_COSINE:
            break
        memory = known[row]
        if (
            memory.kind is found.kind
            and memory.slot == found.slot
            # A visit on another day is another visit.
            and memory.over_after == found.over_after
            and _says_the_same(memory.text, found.text)
        ):
            return Comparison(Verdict.AGAIN, (memory,))
    return Comparison(Verdict.NEW)


def _says_the_same(one: str, other: str) -> bool:
    """Return whether nothing tells two near sentences apart: a name, a number, a "not"."""
    return (
        bool(_NO.search(one)) == bool(_NO.search(other))
        and _NUMBER.findall(one) == _NUMBER.findall(other)
        and set(names_in(one)) == set(names_in(other))
    )
