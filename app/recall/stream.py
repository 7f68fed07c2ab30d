"""One stream of recall: keywords and vectors, fused."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

import structlog

from app.embedding import Vector, Vectors
from app.errors import LiloError
from app.ids import DocumentId, ResidentId
from app.recall.fusion import reciprocal_rank_fusion
from app.recall.passage import (
    Passage,
    PassageRepository,
    Scope,
    Sensitivity,
    StreamName,
)
from app.runtime import Lane

_log = structlog.get_logger(__name__)

_CANDIDATES = 20
_CAREFUL_COSINE = 0.6
"""A sad story may come up when the resident is speaking of it already: at least this near."""


class RecallUnit(Protocol):
    """What recall needs of a unit of work."""

    @property
    def passages(self) -> PassageRepository:
        """Passages with their vectors."""


RecallUnits = Callable[[], AbstractContextManager[RecallUnit]]


class VectorIndex(Protocol):
    """Finds the nearest of a fixed set of vectors."""

    def search(self, vector: Vector, limit: int) -> Sequence[tuple[int, float]]:
        """Return (row, cosine) of the nearest rows, best first."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        vector: of the text; None without an embedding model, and keywords search alone.
    """

    text: str
    vector: Vector | None
    resident_id: ResidentId
    limit: int = 3


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage that was recalled.

    Attributes:
        score: by reciprocal rank fusion, comparable within one stream only.
        cosine: likeness to what was said, or None where only keywords found it.
    """

    passage: Passage
    score: float
    cosine: float | None

    @property
    def source(self) -> str:
        """Stream and title, for records."""
        return f"{self.passage.stream}: {self.passage.title}"


class Stream:
    """Searches one kind of passage, the facility's or one resident's."""

    def __init__(
        self,
        name: StreamName,
        units: RecallUnits,
        database: Lane,
        make_index: Callable[[Vectors], VectorIndex],
    ) -> None:
        self.name = name
        self._units = units
        self._database = database
        self._make_index = make_index
        self._indexes: dict[Scope, tuple[Sequence[DocumentId], VectorIndex]] = {}
        self._fingerprint = ""

    def use_vectors_of(self, fingerprint: str) -> None:
        """Search vectors of this model from now on; indexes are rebuilt when next needed."""
        self._fingerprint = fingerprint
        self._indexes.clear()

    async def ask(self, query: Query) -> tuple[Snippet, ...]:
        """Return the best passages, best first."""
        scope = Scope(self.name, self._owner(query))
        return await self._database.run(lambda: self._search(scope, query))

    def _owner(self, query: Query) -> ResidentId | None:
        return None if self.name is StreamName.KNOWLEDGE else query.resident_id

    def _search(self, scope: Scope, query: Query) -> tuple[Snippet, ...]:
        with self._units() as unit:
            by_words = list(unit.passages.search_keywords(scope, query.text, _CANDIDATES))
            cosines = self._nearest(unit, scope, query)
            fused = reciprocal_rank_fusion([by_words, list(cosines)])
            passages = unit.passages.get([passage_id for passage_id, _ in fused])
        snippets = (
            Snippet(passages[passage_id], score, cosines.get(passage_id))
            for passage_id, score in fused
            if passage_id in passages
        )
        return tuple([s for s in snippets if _may_come_up(s)][: query.limit])

    def _nearest(self, unit: RecallUnit, scope: Scope, query: Query) -> dict[DocumentId, float]:
        if query.vector is None or not self._fingerprint:
            return {}
        try:
            if scope not in self._indexes:
                ids, vectors = unit.passages.vectors(scope, self._fingerprint)
                self._indexes[scope] = ids, self._make_index(vectors)
            ids, index = self._indexes[scope]
            return {ids[row]: cosine for row, cosine in index.search(query.vector, _CANDIDATES)}
        except (LiloError, RuntimeError, ValueError):
            # Half a search is better than none: the keywords still answer.
            _log.exception("vector_search_failed", stream=self.name)
            return {}


def _may_come_up(snippet: Snippet) -> bool:
    match snippet.passage.sensitivity:
        case Sensitivity.OPEN:
            return True
        case Sensitivity.CAREFUL:
            return (snippet.cosine or 0.0) >= _CAREFUL_COSINE
        case Sensitivity.NEVER_RAISE:
            return False
