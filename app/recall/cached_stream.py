"""A stream that remembers its answers until something it answered from is written."""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass

from cachetools import LRUCache

from app.recall.passage import StreamName
from app.recall.shelf import IndexShelf
from app.recall.snippet import Answer, Query, Way
from app.recall.stream import Stream

_CAPACITY = 256


@dataclass(slots=True)
class CacheFigures:
    """How often an answer was there already; for staff."""

    hits: int = 0
    misses: int = 0

    @property
    def hit_rate(self) -> float:
        """Share of answers that were there, 0..1."""
        asked = self.hits + self.misses
        return self.hits / asked if asked else 0.0


class CachedStream:
    """Answers the same question from memory while the scope's version stands.

    The version is read from the database, so a write by another process counts as well. Two who
    ask the same at once wait for one search.
    """

    def __init__(self, stream: Stream, shelf: IndexShelf) -> None:
        self._stream = stream
        self._shelf = shelf
        self._answers: LRUCache[Hashable, Answer] = LRUCache(_CAPACITY)
        self._asking: dict[Hashable, asyncio.Task[Answer]] = {}
        self.figures = CacheFigures()

    @property
    def name(self) -> StreamName:
        """Which stream this is."""
        return self._stream.name

    def let_go(self) -> None:
        """Drop every answer kept, since something was forgotten. From any thread."""
        self._answers = LRUCache(_CAPACITY)

    async def ask(self, query: Query) -> Answer:
        """Return the best passages, best first."""
        key = self._key(query)
        known = self._answers.get(key)
        if known is not None and known.version == await self._stream.version(query):
            self.figures.hits += 1
            return known
        self.figures.misses += 1
        asking = self._asking.get(key)
        first = asking is None
        if asking is None:
            asking = self._asking[key] = asyncio.create_task(self._stream.ask(query))
            asking.add_done_callback(lambda _done: self._asking.pop(key, None))
        answer = await asyncio.shield(asking)
        if not first and answer.version != await self._stream.version(query):
            # Written between the first who asked and this one.
            answer = await self._stream.ask(query)
        # What keywords found because the index was not ready must not stand in its way later.
        if answer.way in {Way.HYBRID, Way.BROADENED} or query.vector is None:
            self._answers[key] = answer
        return answer

    def _key(self, query: Query) -> Hashable:
        vector = None if query.vector is None else query.vector.tobytes()
        asked = (query.text, vector, query.limit, query.span, query.years, query.mode)
        return self._stream.scope(query), self._shelf.fingerprint, asked
