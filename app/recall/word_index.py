"""Words of one scope in memory, ranked by BM25: the full-text index, within a millisecond.

SQLite's full-text index holds the words of everybody in one table. Its BM25 walks through all
places of a word, whoever's they are, to know how rare it is, and through one table more for each
passage that holds it. Here every scope has its own lists; how rare a word is, is counted within it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.recall.terms import Terms, phrase_of

_K1 = 1.2
_B = 0.75
"""The constants of SQLite's BM25."""

_LEAST_RARITY = 1e-6
"""What a word counts that more than half of all passages hold; so SQLite does."""

_TERM_BITS, _ROW_BITS, _COUNT_BITS = np.uint64(32), np.uint64(8), np.uint32(8)
_COUNT = np.uint32(0xFF)

MOST_PASSAGES = 2**24
"""A place of a word is kept in 32 bits: 24 for the passage, 8 for how often."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a term stands: passages in ascending order, and how often it stands in each."""

    rows: NDArray[np.uint32]
    counts: NDArray[np.float32]


class WordIndex:
    """Finds passages by their words, among a fixed set; rows are numbered as they were given."""

    def __init__(self, joined: NDArray[np.uint64], lengths: NDArray[np.uint32]) -> None:
        """Take what `word_index` has put together.

        Args:
            joined: for each place term, passage and count in one number, in ascending order.
            lengths: of all passages, in words.

        Raises:
            ValueError: there are more passages than it can number.
        """
        if len(lengths) > MOST_PASSAGES:
            raise ValueError(f"An index of words holds {MOST_PASSAGES} passages at most.")
        self._passages = len(lengths)
        self._lengths = lengths
        self._places = joined.astype(np.uint32)
        of_term = (joined >> _TERM_BITS).astype(np.uint32)
        begins = np.ones(len(of_term), dtype=np.bool_)
        begins[1:] = of_term[1:] != of_term[:-1]
        first = np.flatnonzero(begins)
        self._terms = of_term[first]
        self._starts = np.append(first, len(joined))
        mean = float(lengths.mean()) if len(lengths) else 0.0
        self._damping = (_K1 * (1 - _B + _B / (mean or 1.0) * lengths)).astype(np.float32)

    def grown(self, sizes: NDArray[np.int64], terms: Terms) -> "WordIndex":
        """Return an index that has further passages after these."""
        of_term = np.repeat(self._terms, np.diff(self._starts))
        joined = of_term.astype(np.uint64) << _TERM_BITS | self._places
        more = _joined(sizes, terms, self._passages)
        lengths = np.concatenate([self._lengths, _lengths(sizes, terms)])
        return WordIndex(np.sort(np.concatenate([joined, more])), lengths)

    def score(self, phrases: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """Return (row, BM25) of the best rows with any of the phrases, best first.

        Of a phrase of several words all must be there, wherever they stand.
        """
        if not self._passages or limit <= 0:
            return []
        scores = np.zeros(self._passages, dtype=np.float32)
        for places in map(self._places_of, phrases):
            if places is not None:
                weight = self._rarity(len(places.rows)) * (_K1 + 1)
                near = places.counts / (places.counts + self._damping[places.rows])
                scores[places.rows] += np.float32(weight) * near
        hits = np.flatnonzero(scores > 0.0)
        found = scores[hits]
        if len(hits) > limit:
            best = np.argpartition(found, -limit)[-limit:]
            hits, found = hits[best], found[best]
        order = np.lexsort((hits, -found))
        return list(zip(hits[order].tolist(), found[order].tolist(), strict=True))

    def _places_of(self, phrase: str) -> _Places | None:
        together: _Places | None = None
        for term in phrase_of(phrase):
            places = self._places_of_term(term)
            if places is None:
                return None
            together = places if together is None else _both(together, places)
        return together if together is not None and len(together.rows) else None

    def _places_of_term(self, term: int) -> _Places | None:
        at = int(self._terms.searchsorted(np.uint32(term)))
        if at == len(self._terms) or self._terms[at] != term:
            return None
        places = self._places[self._starts[at] : self._starts[at + 1]]
        return _Places(places >> _COUNT_BITS, (places & _COUNT).astype(np.float32))

    def _rarity(self, holding: int) -> float:
        without = self._passages - holding
        return max(_LEAST_RARITY, float(np.log((without + 0.5) / (holding + 0.5))))


def _both(one: _Places, other: _Places) -> _Places:
    rows, in_one, in_other = np.intersect1d(
        one.rows, other.rows, assume_unique=True, return_indices=True
    )
    return _Places(rows, np.minimum(one.counts[in_one], other.counts[in_other]))


def word_index(sizes: NDArray[np.int64], terms: Terms) -> WordIndex:
    """Make an index.

    Args:
        sizes: how many terms each passage has.
        terms: the terms of all passages, one after the other.
    """
    joined = _joined(sizes, terms, 0)
    joined.sort()
    return WordIndex(joined, _lengths(sizes, terms))


def _joined(sizes: NDArray[np.int64], terms: Terms, first: int) -> NDArray[np.uint64]:
    # Sorting numbers is much faster than sorting rows of a table.
    rows = np.arange(first, first + len(sizes), dtype=np.uint64)
    joined = terms["term"].astype(np.uint64) << _TERM_BITS
    joined |= np.repeat(rows << _ROW_BITS, sizes)
    joined |= terms["count"]
    return joined


def _lengths(sizes: NDArray[np.int64], terms: Terms) -> NDArray[np.uint32]:
    ends = np.concatenate([[0], np.cumsum(terms["count"], dtype=np.int64)])
    after = np.cumsum(sizes)
    return np.asarray(ends[after] - ends[after - sizes], dtype=np.uint32)
