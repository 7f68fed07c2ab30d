"""Nearest neighbours among many vectors: cells of like vectors, most of which are not looked at."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.embedding import Vector, Vectors

_SAMPLE_PER_CELL = 40
"""Vectors a cell needs to be placed; faiss warns below 39."""

_PROBES = 24
_SEED = 1


class FaissIvfIndex:
    """Inner products over unit vectors, kept as 16-bit floats, in about sqrt(n) cells.

    Half the memory of 32 bits; what a search misses and costs is measured in docs/recall.md.
    """

    def __init__(self, vectors: Vectors, probes: int = _PROBES) -> None:
        import faiss

        self._count, dimension = vectors.shape
        cells = max(1, int(self._count**0.5))
        quantizer = faiss.IndexFlatIP(dimension)
        self._index = faiss.IndexIVFScalarQuantizer(
            quantizer, dimension, cells, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._index.cp.seed = _SEED
        self._index.nprobe = min(probes, cells)
        chance = np.random.default_rng(_SEED)
        most = min(self._count, cells * _SAMPLE_PER_CELL)
        self._index.train(vectors[np.sort(chance.choice(self._count, most, replace=False))])
        self._index.add(np.ascontiguousarray(vectors))
        self._index.make_direct_map()

    def search(self, vector: Vector, limit: int) -> Sequence[tuple[int, float]]:
        """Return (row, cosine) of the nearest rows, best first."""
        cosines, rows = self._index.search(vector[np.newaxis, :], min(limit, self._count))
        return [
            (int(row), float(cosine))
            for row, cosine in zip(rows[0], cosines[0], strict=True)
            if row >= 0
        ]

    def grown(self, _vectors: Vectors) -> None:
        """Return nothing: what is large is made anew, in the background."""

    def cosines(self, vector: Vector, rows: Sequence[int]) -> NDArray[np.float32]:
        """Return the cosine of each row asked for."""
        if not rows:
            return np.empty(0, dtype=np.float32)
        wanted = self._index.reconstruct_batch(np.asarray(rows, dtype=np.int64))
        return np.asarray(wanted @ vector, dtype=np.float32)
