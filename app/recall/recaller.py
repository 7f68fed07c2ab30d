"""Recall: all streams asked at once; one that fails is left out, never the answer."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Protocol

import structlog

from app.recall.budget import Budget, ContextSnippet, within_budget
from app.recall.choosing import choose
from app.recall.passage import StreamName
from app.recall.snippet import Answer, Query, Snippet, Way

_log = structlog.get_logger(__name__)

STREAM_DEADLINE_S = 0.05
"""A stream that is later is left out of this turn."""

_LIMITS = {StreamName.LIFE_STORY: 12}
"""Which story is told is chosen by what was told lately: the nearest three may all be stale."""

_EVEN: Mapping[StreamName, float] = MappingProxyType({})


class Askable(Protocol):
    """A stream as the recaller sees it."""

    @property
    def name(self) -> StreamName:
        """Which stream this is."""

    async def ask(self, query: Query) -> Answer:
        """Return the best passages, best first."""


@dataclass(frozen=True, slots=True)
class Recollection:
    """What came to mind.

    Attributes:
        snippets: of all streams, best first, no two alike.
        left_out: streams that failed or were late.
        context: the best of them within the budget, for a generator that reads text.
        ways: how each stream came to its answer.
        budget: what `context` was cut to.
    """

    snippets: tuple[Snippet, ...] = ()
    left_out: tuple[StreamName, ...] = ()
    context: tuple[ContextSnippet, ...] = ()
    ways: Mapping[StreamName, Way] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)

    def of(self, stream: StreamName) -> tuple[Snippet, ...]:
        """Return what one stream found, best first."""
        return tuple(s for s in self.snippets if s.passage.stream is stream)


class Recaller:
    """Asks the streams.

    Args:
        deadline_s: how long each may take.
        budget: how much a generator can take in, asked at each recall: a model that is loaded later
            counts in its own tokens from then on.
    """

    def __init__(
        self,
        streams: Sequence[Askable],
        deadline_s: float = STREAM_DEADLINE_S,
        budget: Callable[[], Budget] = Budget,
    ) -> None:
        self._streams = streams
        self._deadline_s = deadline_s
        self._budget = budget

    def without(self, names: Collection[StreamName]) -> "Recaller":
        """Return one that leaves these streams alone."""
        asked = [stream for stream in self._streams if stream.name not in names]
        return Recaller(asked, self._deadline_s, self._budget)

    async def recall(
        self,
        query: Query,
        wanted: frozenset[StreamName] | None = None,
        weights: Mapping[StreamName, float] = _EVEN,
    ) -> Recollection:
        """Ask the wanted streams, or all of them, at once and gather what came in time.

        Args:
            weights: what each stream's ranks weigh; a stream at 0 is not asked.
        """
        streams = [
            s
            for s in self._streams
            if (wanted is None or s.name in wanted) and weights.get(s.name, 1.0) > 0.0
        ]
        answers = await asyncio.gather(*(self._ask(stream, query) for stream in streams))
        named = [(s.name, answer) for s, answer in zip(streams, answers, strict=True)]
        found = {name: answer.snippets for name, answer in named if answer is not None}
        snippets = tuple(snippet for snippet, _ in choose(found, weights))
        # What staff recorded with scales is for Lilo's tact; it is not told.
        tellable = [s for s in snippets if s.passage.stream is not StreamName.CLINICAL]
        budget = self._budget()
        return Recollection(
            snippets,
            tuple(name for name, answer in named if answer is None),
            within_budget(tellable, budget),
            {name: answer.way for name, answer in named if answer is not None},
            budget,
        )

    async def _ask(self, stream: Askable, query: Query) -> Answer | None:
        try:
            async with asyncio.timeout(self._deadline_s):
                more = _LIMITS.get(stream.name, query.limit)
                return await stream.ask(replace(query, limit=max(query.limit, more)))
        except Exception:
            # Whatever a stream does, the others and the reply go on.
            _log.exception("stream_left_out", stream=stream.name)
            return None
