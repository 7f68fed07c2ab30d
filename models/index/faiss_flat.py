"""Exact nearest neighbours by FAISS: right for the tens of thousands of passages of a kiosk."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.embedding import Vector, Vectors


class FaissFlatIndex:
    """Inner products over unit vectors, which are cosines."""

    def __init__(self, vectors: Vectors) -> None:
        # Loaded with the first index: no window waits for it.
        import faiss

        self._count = len(vectors)
        self._index: faiss.Index | None = None
        if self._count:
            self._index = faiss.IndexFlatIP(vectors.shape[1])
            self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def search(self, vector: Vector, limit: int) -> Sequence[tuple[int, float]]:
        """Return (row, cosine) of the nearest rows, best first."""
        if self._index is None:
            return []
        cosines, rows = self._index.search(vector[np.newaxis, :], min(limit, self._count))
        return [(int(row), float(cosine)) for row, cosine in zip(rows[0], cosines[0], strict=True)]

    def grown(self, vectors: Vectors) -> "FaissFlatIndex":
        """Return an index that has further vectors after these."""
        if self._index is None:
            return FaissFlatIndex(vectors)
        import faiss

        grown, index = FaissFlatIndex(vectors[:0]), faiss.clone_index(self._index)
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        grown._count, grown._index = self._count + len(vectors), index
        return grown

    def cosines(self, vector: Vector, rows: Sequence[int]) -> NDArray[np.float32]:
        """Return the cosine of each row asked for."""
        if self._index is None or not rows:
            return np.empty(0, dtype=np.float32)
        wanted = self._index.reconstruct_batch(np.asarray(rows, dtype=np.int64))
        return np.asarray(wanted @ vector, dtype=np.float32)
