"""An embedder that remembers: a text embedded twice costs next to nothing."""

from collections.abc import Mapping, Sequence
from threading import Lock

import numpy as np
from cachetools import LRUCache

from app.embedding import TextEmbedder, Vector, Vectors
from app.recall import CacheFigures
from app.recall.kept_vectors import digest_of


class CachedEmbedder:
    """Keeps the vectors of the texts seen last; safe to share between threads.

    Texts are known by a digest, so that vectors can come from where the words are not kept.

    Attributes:
        figures: how often a vector was there already.
    """

    def __init__(self, inner: TextEmbedder, capacity: int = 4096) -> None:
        self._inner = inner
        self._cache: LRUCache[bytes, Vector] = LRUCache(capacity)
        self._lock = Lock()
        self.figures = CacheFigures()

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return self._inner.dimension

    @property
    def fingerprint(self) -> str:
        """Names the weights."""
        return self._inner.fingerprint

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, computing only those not remembered."""
        digests = {text: digest_of(text) for text in texts}
        with self._lock:
            known = {
                text: self._cache[digest]
                for text, digest in digests.items()
                if digest in self._cache
            }
            missing = [text for text in digests if text not in known]
            self.figures.hits += len(known)
            self.figures.misses += len(missing)
            if missing:
                # One computation at a time: the engine is not made for two callers.
                for text, vector in zip(missing, self._inner.embed(missing), strict=True):
                    known[text] = self._cache[digests[text]] = vector
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack([known[text] for text in texts])

    def know(self, vectors: Mapping[bytes, Vector]) -> None:
        """Take in vectors that were kept, by the digests of their texts."""
        with self._lock:
            self._cache.update(
                (digest, vector)
                for digest, vector in vectors.items()
                if len(vector) == self.dimension
            )

    def let_go(self) -> None:
        """Drop every vector, since something was forgotten."""
        with self._lock:
            self._cache.clear()
