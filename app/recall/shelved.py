"""What is searched in memory of one scope: its vectors and its words."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.embedding import Vector, Vectors
from app.recall.passage import ID_BYTES, IndexPage, Key
from app.recall.terms import TERM
from app.recall.word_index import WordIndex, word_index


class VectorIndex(Protocol):
    """Finds the nearest of a fixed set of vectors."""

    def search(self, vector: Vector, limit: int) -> Sequence[tuple[int, float]]:
        """Return (row, cosine) of the nearest rows, best first."""

    def cosines(self, vector: Vector, rows: Sequence[int]) -> NDArray[np.float32]:
        """Return the cosine of each row asked for."""

    def grown(self, vectors: Vectors) -> "VectorIndex | None":
        """Return an index with further vectors; None where it has to be made anew."""


_TAIL = np.dtype(">u8")

MakeIndex = Callable[[Vectors], VectorIndex]


@dataclass(frozen=True, slots=True)
class _Indexes:
    ids: bytes
    vectors: VectorIndex
    words: WordIndex


class Shelved:
    """The indexes of a scope as it was at one version.

    Attributes:
        version: of the scope.
        last: where in the database its last passage stands.
        whole: every passage of the scope is in it; else some had no vector yet, and only the
            database knows their words.
    """

    def __init__(self, version: int, last: int, indexes: _Indexes, *, whole: bool) -> None:
        self.version = version
        self.last = last
        self.whole = whole
        self._ids = indexes.ids
        self._vectors = indexes.vectors
        self._words = indexes.words

    def __len__(self) -> int:
        """Return how many passages are in it."""
        return len(self._ids) // ID_BYTES

    def scores(self, phrases: Sequence[str], limit: int) -> dict[int, float]:
        """Return the BM25 of the best rows with one of the phrases, best first."""
        return dict(self._words.score(phrases, limit))

    def nearest(self, vector: Vector, limit: int, also: Collection[int]) -> dict[int, float]:
        """Return the cosines of the nearest rows, and of those in `also`."""
        found = dict(self._vectors.search(vector, limit))
        others = [row for row in also if row not in found]
        cosines = self._vectors.cosines(vector, others)
        return found | dict(zip(others, cosines.tolist(), strict=True))

    def key(self, row: int) -> Key:
        """Return whose row this is."""
        return self._ids[row * ID_BYTES : (row + 1) * ID_BYTES]

    def rows_of(self, keys: Collection[Key]) -> dict[Key, int]:
        """Return the rows of those keys that are in it."""
        found: dict[Key, int] = {}
        if not keys:
            return found
        tails, order = self._tails
        for key in keys:
            tail = np.frombuffer(key, _TAIL)[1]
            at = int(np.searchsorted(tails, tail))
            while at < len(tails) and tails[at] == tail:
                if self.key(row := int(order[at])) == key:
                    found[key] = row
                at += 1
        return found

    def grown(self, version: int, count: int, page: IndexPage) -> "Shelved | None":
        """Return these indexes with what was added since; None where more than that has happened.

        Every write of a passage and every write of a vector raises the version by one. Where as
        many writes were made as the new passages took, there was no other.

        Args:
            version, count: of the scope, at the moment of `page`.
            page: what stands after `last`.
        """
        more = count - len(self)
        if not self.whole or len(page) != more or version - self.version != 2 * more:
            return None
        vectors = self._vectors.grown(page.vectors)
        if vectors is None:
            return None
        words = self._words.grown(page.sizes, page.terms)
        grown = _Indexes(self._ids + page.ids, vectors, words)
        return Shelved(version, page.last, grown, whole=True)

    @cached_property
    def _tails(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """Return the last eight bytes of all ids in order, and their rows.

        A dictionary of a million ids would take 150 MB, these take 16.
        """
        tails = np.frombuffer(self._ids, _TAIL)[1::2].astype(np.uint64)
        order = np.argsort(tails)
        return tails[order], order


def shelved_from(
    version: int, count: int, pages: list[IndexPage], make_index: MakeIndex
) -> Shelved:
    """Make the indexes of a scope.

    Args:
        count: how many passages the scope has.
        pages: all of it; emptied on the way, since a million vectors twice is too much.
    """
    last = pages[-1].last if pages else -1
    ids = b"".join(page.ids for page in pages)
    sizes = np.concatenate([np.empty(0, np.int64), *(page.sizes for page in pages)])
    words = word_index(sizes, np.concatenate([np.empty(0, TERM), *(p.terms for p in pages)]))
    indexes = _Indexes(ids, make_index(_emptied(pages)), words)
    return Shelved(version, last, indexes, whole=len(sizes) == count)


def _emptied(pages: list[IndexPage]) -> Vectors:
    if not pages:
        return np.empty((0, 0), dtype=np.float32)
    pages.reverse()
    rows = sum(map(len, pages))
    matrix = np.empty((rows, pages[-1].vectors.shape[1]), dtype=np.float32)
    row = 0
    while pages:
        page = pages.pop()
        matrix[row : row + len(page)] = page.vectors
        row += len(page)
    return matrix
