"""Recall: all streams asked at once; one that fails is left out, never the answer."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from app.recall.passage import StreamName
from app.recall.stream import Query, Snippet

_log = structlog.get_logger(__name__)

STREAM_DEADLINE_S = 0.5


class Askable(Protocol):
    """A stream as the recaller sees it."""

    @property
    def name(self) -> StreamName:
        """Which stream this is."""

    async def ask(self, query: Query) -> tuple[Snippet, ...]:
        """Return the best passages, best first."""


@dataclass(frozen=True, slots=True)
class Recollection:
    """What came to mind.

    Attributes:
        snippets: best first within each stream.
        left_out: streams that failed or were late.
    """

    snippets: tuple[Snippet, ...] = ()
    left_out: tuple[StreamName, ...] = ()

    def of(self, stream: StreamName) -> tuple[Snippet, ...]:
        """Return what one stream found, best first."""
        return tuple(s for s in self.snippets if s.passage.stream is stream)


class Recaller:
    """Asks the streams."""

    def __init__(self, streams: Sequence[Askable], deadline_s: float = STREAM_DEADLINE_S) -> None:
        self._streams = streams
        self._deadline_s = deadline_s

    async def recall(
        self, query: Query, wanted: frozenset[StreamName] | None = None
    ) -> Recollection:
        """Ask the wanted streams, or all of them, at once and gather what came in time."""
        streams = [s for s in self._streams if wanted is None or s.name in wanted]
        answers = await asyncio.gather(*(self._ask(stream, query) for stream in streams))
        found = [snippet for answer in answers if answer is not None for snippet in answer]
        left_out = [s.name for s, a in zip(streams, answers, strict=True) if a is None]
        return Recollection(tuple(found), tuple(left_out))

    async def _ask(self, stream: Askable, query: Query) -> tuple[Snippet, ...] | None:
        try:
            return await asyncio.wait_for(stream.ask(query), self._deadline_s)
        except Exception:
            # Whatever a stream does, the others and the reply go on.
            _log.exception("stream_left_out", stream=stream.name)
            return None
