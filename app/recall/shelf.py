"""The shelf of vector indexes: made from the database off the critical path, never late twice."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Protocol

import numpy as np
import structlog
from cachetools import LRUCache
from numpy.typing import NDArray

from app.embedding import Vector, Vectors
from app.ids import DocumentId
from app.recall.passage import PassageRepository, Scope
from app.runtime import Lane

_log = structlog.get_logger(__name__)

_READ_DEADLINE_S = 600.0
_MOST_SCOPES = 64
"""Indexes kept in memory, those asked least recently dropped: a kiosk has few residents."""

_QUICKLY_MADE = 2_000
"""An index of fewer is made anew within a few milliseconds, so what was just told is in it."""


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

    def cosines(self, vector: Vector, rows: Sequence[int]) -> NDArray[np.float32]:
        """Return the cosine of each row asked for."""


MakeIndex = Callable[[Vectors], VectorIndex]


@dataclass(frozen=True, slots=True)
class Shelved:
    """The index of a scope as it was at one version.

    Attributes:
        rows: where each passage stands in the index.
    """

    version: int
    ids: Sequence[DocumentId]
    rows: dict[DocumentId, int]
    index: VectorIndex

    def nearest(
        self, vector: Vector, limit: int, also: Sequence[DocumentId]
    ) -> dict[DocumentId, float]:
        """Return the cosines of the nearest passages, and of those in `also`."""
        found = {self.ids[row]: cosine for row, cosine in self.index.search(vector, limit)}
        others = [one for one in also if one not in found and one in self.rows]
        cosines = self.index.cosines(vector, [self.rows[one] for one in others])
        return found | {one: float(c) for one, c in zip(others, cosines, strict=True)}


class IndexShelf:
    """Keeps one index for each scope that is asked.

    An index that fell behind goes on serving while the next is made; passages that are gone
    are left out by whoever reads them from the database.
    """

    def __init__(
        self, units: RecallUnits, database: Lane, building: Lane, make_index: MakeIndex
    ) -> None:
        self._units = units
        self._database = database
        self._building = building
        self._make_index = make_index
        self._shelved: LRUCache[Scope, Shelved] = LRUCache(_MOST_SCOPES)
        # Forgetting happens on the database's thread.
        self._lock = Lock()
        self._making: dict[Scope, asyncio.Task[Shelved]] = {}
        self._fingerprint = ""

    @property
    def fingerprint(self) -> str:
        """Which model's vectors are searched; empty before one has loaded."""
        return self._fingerprint

    def use_vectors_of(self, fingerprint: str) -> None:
        """Search vectors of this model from now on."""
        if fingerprint != self._fingerprint:
            self._fingerprint = fingerprint
            with self._lock:
                self._shelved.clear()
            self._making.clear()

    def let_go(self, scope: Scope) -> None:
        """Drop the index of a scope, with vectors of what was forgotten. From any thread."""
        with self._lock:
            self._shelved.pop(scope, None)

    async def warm(self, scope: Scope) -> None:
        """Have the index of a scope ready, as of now."""
        if self._fingerprint:
            await asyncio.shield(self._make(scope))

    async def at_hand(self, scope: Scope, version: int, patience_s: float) -> Shelved | None:
        """Return the index of a scope; a new one if it comes in time, else the old one."""
        if not self._fingerprint:
            return None
        shelved = self._known(scope)
        if shelved is None or shelved.version != version:
            making = self._make(scope)
            if shelved is None or len(shelved.ids) < _QUICKLY_MADE:
                await asyncio.wait({making}, timeout=patience_s)
                return self._known(scope) or shelved
        return shelved

    def _known(self, scope: Scope) -> Shelved | None:
        with self._lock:
            known: Shelved | None = self._shelved.get(scope)
            return known

    def _make(self, scope: Scope) -> "asyncio.Task[Shelved]":
        running = self._making.get(scope)
        if running is None or running.done():
            running = asyncio.create_task(self._made(scope, self._fingerprint))
            running.add_done_callback(partial(_told, scope))
            self._making[scope] = running
        return running

    async def _made(self, scope: Scope, fingerprint: str) -> Shelved:
        def read() -> tuple[int, Sequence[DocumentId], Vectors]:
            with self._units() as unit:
                version = unit.passages.version(scope)
                return version, *unit.passages.vectors(scope, fingerprint)

        version, ids, vectors = await self._database.run(read, deadline_s=_READ_DEADLINE_S)
        index = await self._building.run(
            partial(self._make_index, vectors), deadline_s=_READ_DEADLINE_S
        )
        shelved = Shelved(version, ids, {one: row for row, one in enumerate(ids)}, index)
        if fingerprint == self._fingerprint:
            with self._lock:
                self._shelved[scope] = shelved
        return shelved


def _told(scope: Scope, making: "asyncio.Task[Shelved]") -> None:
    if not making.cancelled() and (fault := making.exception()) is not None:
        _log.error("index_not_made", stream=scope.stream, fault=type(fault).__name__)
