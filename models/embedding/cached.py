"""An embedder that remembers: a text embedded twice costs next to nothing."""

from collections.abc import Sequence
from threading import Lock

import numpy as np
from cachetools import LRUCache

from app.embedding import TextEmbedder, Vector, Vectors


class CachedEmbedder:
    """Keeps the vectors of the texts seen last; safe to share between threads."""

    def __init__(self, inner: TextEmbedder, capacity: int = 4096) -> None:
        self._inner = inner
        self._cache: LRUCache[str, Vector] = LRUCache(capacity)
        self._lock = Lock()

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
        with self._lock:
            known = {text: self._cache[text] for text in texts if text in self._cache}
            missing = list(dict.fromkeys(text for text in texts if text not in known))
            if missing:
                # One computation at a time: the engine is not made for two callers.
                for text, vector in zip(missing, self._inner.embed(missing), strict=True):
                    known[text] = self._cache[text] = vector
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack([known[text] for text in texts])
