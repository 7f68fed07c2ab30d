"""Exact nearest neighbours by FAISS: right for the tens of thousands of passages of a kiosk."""

from collections.abc import Sequence

import faiss
import numpy as np

from app.embedding import Vector, Vectors


class FaissFlatIndex:
    """Inner products over unit vectors, which are cosines."""

    def __init__(self, vectors: Vectors) -> None:
        self._count = len(vectors)
        self._index = faiss.IndexFlatIP(vectors.shape[1]) if self._count else None
        if self._index is not None:
            self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def search(self, vector: Vector, limit: int) -> Sequence[tuple[int, float]]:
        """Return (row, cosine) of the nearest rows, best first."""
        if self._index is None:
            return []
        cosines, rows = self._index.search(vector[np.newaxis, :], min(limit, self._count))
        return [(int(row), float(cosine)) for row, cosine in zip(rows[0], cosines[0], strict=True)]
