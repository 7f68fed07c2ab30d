"""Reciprocal rank fusion across streams: rankings into one, without comparing their scores.

Cormack, Clarke and Buettcher (SIGIR 2009): score(d) = sum over rankings of weight / (k + rank(d)).
"""

from collections.abc import Hashable, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)

K = 60
"""The constant of the paper; larger values flatten the difference between ranks."""


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[Item]], k: int = K, weights: Sequence[float] | None = None
) -> list[tuple[Item, float]]:
    """Return all items with their fused scores, best first; ties keep the order of arrival."""
    scores: dict[Item, float] = {}
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, item in enumerate(ranking, 1):
            scores[item] = scores.get(item, 0.0) + weight / (k + rank)
    return sorted(scores.items(), key=lambda entry: entry[1], reverse=True)
