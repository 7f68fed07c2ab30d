"""A small embedder: texts that share words are alike, and every run gives the same vectors."""

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256

import numpy as np

from app.embedding import Vector, Vectors

DIMENSION = 256


class HashEmbedder:
    """Implements `app.embedding.TextEmbedder` by adding up a random vector for each word."""

    dimension = DIMENSION
    fingerprint = "words-by-hash"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        rows = [_of(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, DIMENSION), dtype=np.float32)


class BrokenEmbedder(HashEmbedder):
    """An engine that fails whatever it is asked."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise self._error


@lru_cache(maxsize=100_000)
def _of_word(word: str) -> Vector:
    seed = int.from_bytes(sha256(word.encode("utf-8", "replace")).digest()[:8])
    return np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)


def _of(text: str) -> Vector:
    words = re.findall(r"\w+", text.lower()) or [text]
    total = np.sum([_of_word(word) for word in words], axis=0)
    return np.asarray(total / np.linalg.norm(total), dtype=np.float32)
