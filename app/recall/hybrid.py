"""Fusion inside a stream: what words found and what meaning found, each trusted as far as it goes.

The vectors order; the words add. Reciprocal rank fusion gives both sides the same say, whatever
they found, and is worse than the vectors alone where people do not use the words of the text. BM25
knows how much it found: one rare name weighs more than three common words, so its score is added
as it is. How much a point of BM25 is worth beside a cosine was learned (ADR 0017).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


class Mode(StrEnum):
    """Which sides of a stream are asked."""

    HYBRID = "hybrid"
    KEYWORD = "keyword"
    VECTOR = "vector"


@dataclass(frozen=True, slots=True)
class Trust:
    """How far the words are trusted beside the vectors.

    Attributes:
        bm25: what a point of BM25 adds to a cosine.
        most: the most that words can add, so that a long echo does not drown the meaning.
        synonyms: what a point counts that was earned by another word for the same thing.
    """

    bm25: float
    most: float
    synonyms: float = 1.0


def fuse(
    cosines: Mapping[Item, float], scores: Mapping[Item, float], trust: Trust
) -> list[tuple[Item, float]]:
    """Return all items with their fused scores, best first.

    Args:
        cosines: of every candidate that has a vector.
        scores: BM25 of those that hold a word; what is not there holds none.
    """
    fused = {
        item: cosines.get(item, 0.0) + min(trust.most, trust.bm25 * scores.get(item, 0.0))
        for item in [*cosines, *(item for item in scores if item not in cosines)]
    }
    return sorted(fused.items(), key=lambda entry: entry[1], reverse=True)
