"""Texts that ship in groups, such as articles: the vectors of each group are computed once."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from app.embedding import TextEmbedder, Vector, Vectors
from models.embedding.stored import embed_stored


class StoredGroups:
    """An embedder that finds the vectors of what ships on disk; of anything else none are kept.

    A facility begins with hundreds of paragraphs that are the same in every facility. By groups,
    so that a batch costs little more than itself where nothing is kept yet.

    Args:
        inner: computes what is not kept.
        groups: the texts that ship; asked for when the first text is to be embedded.
        folder: where vectors are kept.
    """

    def __init__(
        self, inner: TextEmbedder, groups: Callable[[], Sequence[Sequence[str]]], folder: Path
    ) -> None:
        self._inner = inner
        self._groups = groups
        self._folder = folder
        self._known: dict[str, Vector] = {}

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return self._inner.dimension

    @property
    def fingerprint(self) -> str:
        """Names the weights."""
        return self._inner.fingerprint

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, computing only those that are not kept.

        Raises:
            EmbeddingError: the engine failed.
        """
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        for text in texts:
            if text not in self._known and (group := self._group_of.get(text)):
                vectors = embed_stored(self._inner, group, self._folder)
                self._known.update(zip(group, vectors, strict=True))
        others = [text for text in dict.fromkeys(texts) if text not in self._known]
        found = dict(zip(others, self._inner.embed(others), strict=True)) if others else {}
        return np.stack([self._known[t] if t in self._known else found[t] for t in texts])

    @cached_property
    def _group_of(self) -> dict[str, Sequence[str]]:
        return {text: group for group in self._groups() for text in group}
