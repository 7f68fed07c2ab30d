"""From what the streams found to what is worth saying: fused, without repeats, from many sides."""

from collections.abc import Mapping, Sequence

from app.recall.fusion import reciprocal_rank_fusion
from app.recall.passage import StreamName
from app.recall.snippet import Snippet
from app.recall.words import plain_words

_SAME_WORDS = 0.95
"""Snippets that share at least this much of their words say the same."""

_SAME_COSINE = 0.95
_COMPARED = 12
"""So many of the best are compared by their vectors; what stands behind them is hardly told."""

_AGAIN = 0.97
"""What each further snippet of one source counts, so that other sources come up too.

In ranks of k = 60 a step down costs 1.6 %: a second snippet of a source gives way to the first of
another only where they are about as good."""


def choose(
    found: Mapping[StreamName, Sequence[Snippet]], weights: Mapping[StreamName, float]
) -> list[tuple[Snippet, float]]:
    """Return the snippets of all streams with their fused scores, best first, no two alike."""
    by_id = {s.passage.id: s for snippets in found.values() for s in snippets}
    fused = reciprocal_rank_fusion(
        [[s.passage.id for s in snippets] for snippets in found.values()],
        weights=[weights.get(stream, 1.0) for stream in found],
    )
    return _diverse(_unlike([(by_id[one], score) for one, score in fused]))


def _unlike(ranked: Sequence[tuple[Snippet, float]]) -> list[tuple[Snippet, float]]:
    kept: list[tuple[Snippet, float, frozenset[str]]] = []
    for place, (snippet, score) in enumerate(ranked):
        words = frozenset(plain_words(snippet.passage.text))
        means_the_same = place < _COMPARED and any(
            _means_the_same(snippet, other) for other, _, _ in kept
        )
        if not means_the_same and not any(_alike(words, other) for _, _, other in kept):
            kept.append((snippet, score, words))
    return [(snippet, score) for snippet, score, _ in kept]


def _means_the_same(one: Snippet, other: Snippet) -> bool:
    """Whether two streams hold the same in other words; in one, a day may be what differs."""
    if one.passage.stream is other.passage.stream or one.vector is None or other.vector is None:
        return False
    return float(one.vector @ other.vector) > _SAME_COSINE


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    fewer, more = sorted((len(one), len(other)))
    if fewer < _SAME_WORDS * more:
        return False  # They cannot share enough; true of most, and quickly seen.
    return len(one & other) >= _SAME_WORDS * max(1, len(one | other))


def _diverse(ranked: Sequence[tuple[Snippet, float]]) -> list[tuple[Snippet, float]]:
    seen: dict[str, int] = {}
    spread = []
    for snippet, score in ranked:
        before = seen.get(snippet.source, 0)
        seen[snippet.source] = before + 1
        spread.append((snippet, score * _AGAIN**before))
    return sorted(spread, key=lambda entry: entry[1], reverse=True)
