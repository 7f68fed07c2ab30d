"""Passages that nobody wrote, of words as common and rare as in real texts, for measuring."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from app.embedding import Vectors
from app.ids import DocumentId, ResidentId, new_uuid
from app.recall import Passage, StreamName

DIMENSION = 384
_TOPICS = 400
_SPREAD = 0.9
"""How far passages of a topic lie apart; neighbours then have a cosine of about 0.55."""

_WORDS = 30_000
_STOP_WORDS = 100
_ASKED = 7

WORDS_OF = {
    StreamName.KNOWLEDGE: 60,
    StreamName.LIFE_STORY: 60,
    StreamName.CHAT: 30,
    StreamName.CLINICAL: 15,
    StreamName.SCHEDULE: 10,
    StreamName.MEMORY: 14,
}
"""How long a passage of each stream is."""


class Invented:
    """Makes passages, their vectors, and questions."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = np.random.default_rng(seed)
        ranks = np.arange(1, _WORDS + 1)
        self._often = np.cumsum(1.0 / ranks) / (1.0 / ranks).sum()
        self._topics = self._chance.standard_normal((_TOPICS, DIMENSION)).astype(np.float32)
        self._named = [f"w{word}" for word in range(_WORDS)]

    def vectors(self, count: int) -> Vectors:
        """Return unit vectors in clusters, shape (count, 384)."""
        topics = self._topics[self._chance.integers(_TOPICS, size=count)]
        noise = self._chance.standard_normal((count, DIMENSION), dtype=np.float32)
        vectors = topics + _SPREAD * noise
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors, dtype=np.float32)

    def passages(
        self, stream: StreamName, owner: ResidentId | None, count: int
    ) -> Iterator[Passage]:
        """Give passages of a stream."""
        for row in self._drawn((count, WORDS_OF[stream])):
            said = [self._named[word] for word in row]
            yield Passage(
                DocumentId(new_uuid()), stream, owner, " ".join(said[:3]), " ".join(said[3:])
            )

    def question(self) -> str:
        """Return seven words; the commonest are what stop words are in a real text."""
        words: list[int] = []
        while len(words) < _ASKED:
            words += [word for word in self._drawn((_ASKED,)).tolist() if word >= _STOP_WORDS]
        return " ".join(self._named[word] for word in words[:_ASKED])

    def _drawn(self, shape: tuple[int, ...]) -> NDArray[np.int64]:
        return np.searchsorted(self._often, self._chance.random(shape)).clip(max=_WORDS - 1)
