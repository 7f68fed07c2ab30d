"""The shelf of vector indexes: made from the database off the critical path, never late twice."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from functools import partial
from threading import Lock
from typing import Protocol

import structlog
from cachetools import LRUCache

from app.recall.passage import IndexPage, PassageRepository, Scope
from app.recall.shelved import MakeIndex, Shelved, shelved_from
from app.runtime import Lane

_log = structlog.get_logger(__name__)

_READ_DEADLINE_S = 600.0
MOST_SCOPES = 64
"""Indexes kept in memory, those asked least recently dropped: a kiosk has few residents."""

_QUICKLY_MADE = 2_000
"""An index of fewer is made anew within a few milliseconds, so what was just told is in it."""

_REST_S = 0.5
"""A larger one is not made anew in the same breath as the turn that found it behind."""

_PAGE = 1_024
"""Passages read at once. Others who want the database must not wait for all of them."""


class RecallUnit(Protocol):
    """What recall needs of a unit of work."""

    @property
    def passages(self) -> PassageRepository:
        """Passages with their vectors."""


RecallUnits = Callable[[], AbstractContextManager[RecallUnit]]


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
        self._shelved: LRUCache[Scope, Shelved] = LRUCache(MOST_SCOPES)
        # Forgetting happens on the database's thread.
        self._lock = Lock()
        self._making: dict[Scope, asyncio.Task[Shelved]] = {}
        self._fingerprint = ""
        self._loop: asyncio.AbstractEventLoop | None = None

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
            # One that is being made may have read it already.
            self._making.pop(scope, None)

    def freshen(self, scope: Scope) -> None:
        """Have an index that is in use follow what was just written. From any thread."""
        known = self.serving(scope)
        if self._loop is not None and known is not None:
            with suppress(RuntimeError):  # The program is ending.
                self._loop.call_soon_threadsafe(self._make, scope, _rest_of(known))

    async def warm(self, scope: Scope) -> None:
        """Have the index of a scope ready, as of now."""
        if self._fingerprint:
            await asyncio.shield(self._make(scope))

    def serving(self, scope: Scope) -> Shelved | None:
        """Return the index of a scope as it is, whether or not it is behind; nothing is made."""
        with self._lock:
            known: Shelved | None = self._shelved.get(scope)
            return known

    async def at_hand(self, scope: Scope, version: int, patience_s: float) -> Shelved | None:
        """Return the index of a scope; a new one if it comes in time, else the old one."""
        if not self._fingerprint:
            return None
        shelved = self.serving(scope)
        if shelved is None or shelved.version != version:
            rest_s = 0.0 if shelved is None else _rest_of(shelved)
            making = self._make(scope, rest_s)
            if not rest_s:
                await asyncio.wait({making}, timeout=patience_s)
                return self.serving(scope) or shelved
        return shelved

    def _make(self, scope: Scope, rest_s: float = 0.0) -> "asyncio.Task[Shelved]":
        self._loop = asyncio.get_running_loop()
        running = self._making.get(scope)
        if running is None or running.done():
            running = asyncio.create_task(self._made(scope, self._fingerprint, rest_s))
            running.add_done_callback(partial(_told, scope))
            self._making[scope] = running
        return running

    async def _made(self, scope: Scope, fingerprint: str, rest_s: float) -> Shelved:
        if rest_s:
            await asyncio.sleep(rest_s)
        shelved = await self._grown(scope, fingerprint) or await self._anew(scope, fingerprint)
        with self._lock:
            if self._making.get(scope) is asyncio.current_task():
                self._shelved[scope] = shelved
        return shelved

    async def _grown(self, scope: Scope, fingerprint: str) -> Shelved | None:
        known = self.serving(scope)
        if known is None:
            return None
        # Of one moment, so that what is counted and what is read belong together.
        version, count, page = await self._database.run(
            partial(self._state, scope, fingerprint, known.last)
        )
        if version == known.version:
            return known
        return await self._building.run(partial(known.grown, version, count, page))

    async def _anew(self, scope: Scope, fingerprint: str) -> Shelved:
        version, count, page = await self._database.run(
            partial(self._state, scope, fingerprint, -1)
        )
        pages: list[IndexPage] = []
        while page:
            pages.append(page)
            page = await self._database.run(
                partial(self._page, scope, fingerprint, page.last), deadline_s=_READ_DEADLINE_S
            )
        # What was written meanwhile has raised the version, so that this one counts as behind.
        return await self._building.run(
            partial(shelved_from, version, count, pages, self._make_index),
            deadline_s=_READ_DEADLINE_S,
        )

    def _state(self, scope: Scope, fingerprint: str, after: int) -> tuple[int, int, IndexPage]:
        with self._units() as unit:
            passages = unit.passages
            page = passages.page(scope, fingerprint, after, _PAGE)
            return passages.version(scope), passages.count(scope), page

    def _page(self, scope: Scope, fingerprint: str, after: int) -> IndexPage:
        with self._units() as unit:
            return unit.passages.page(scope, fingerprint, after, _PAGE)


def _rest_of(shelved: Shelved) -> float:
    return _REST_S if len(shelved) >= _QUICKLY_MADE else 0.0


def _told(scope: Scope, making: "asyncio.Task[Shelved]") -> None:
    if not making.cancelled() and (fault := making.exception()) is not None:
        _log.error("index_not_made", stream=scope.stream, fault=type(fault).__name__)
