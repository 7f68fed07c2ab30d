"""One stream of recall: keywords and vectors, fused."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import structlog

from app.errors import LiloError
from app.ids import DocumentId
from app.recall.hybrid import Mode, Trust, fuse
from app.recall.passage import Passage, Scope, Sensitivity, StreamName
from app.recall.shelf import IndexShelf, RecallUnit, RecallUnits, Shelved
from app.recall.snippet import Answer, Query, Snippet, Way
from app.recall.synonyms import Synonyms
from app.recall.together import Together, nothing_opened
from app.recall.words import telling_words
from app.runtime import Lane

Result = TypeVar("Result")

_log = structlog.get_logger(__name__)

_CANDIDATES = 100
"""How many each side hands to the fusion."""

_OF_A_TIME = 400
"""How many passages of the time asked for are compared."""

_PAGE = 8
"""Passages read at once, until there are enough."""

_CAREFUL_COSINE = 0.6
"""A sad story may come up when the resident is speaking of it already: at least this near."""

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)(s?)\b")


@dataclass(frozen=True, slots=True)
class Searching:
    """What all streams of a facility search with.

    Attributes:
        database: the lane of the database.
        search: the lane on which vectors are compared.
        reading, comparing: the same, for all streams that are asked at once.
        patience_s: how long to wait for an index that was never made; then keywords answer.
    """

    units: RecallUnits
    database: Lane
    search: Lane
    shelf: IndexShelf
    synonyms: Synonyms = field(default_factory=Synonyms)
    patience_s: float = 0.02
    reading: Together[RecallUnit] = field(init=False)
    comparing: Together[None] = field(init=False)

    def __post_init__(self) -> None:
        """Put the lanes to work for all streams together."""
        object.__setattr__(self, "reading", Together(self.database, self.units))
        object.__setattr__(self, "comparing", Together(self.search, nothing_opened))


@dataclass(frozen=True, slots=True)
class _Candidates:
    version: int
    scores: Mapping[DocumentId, float]
    of_time: Sequence[DocumentId]


class Stream:
    """Searches one kind of passage, the facility's or one resident's."""

    def __init__(self, name: StreamName, searching: Searching, trust: Trust) -> None:
        self.name = name
        self._with = searching
        self._trust = trust

    def scope(self, query: Query) -> Scope:
        """Return which passages this query may see."""
        facilitys = self.name is StreamName.KNOWLEDGE
        return Scope(self.name, None if facilitys else query.resident_id)

    async def ask(self, query: Query) -> Answer:
        """Return the best passages, best first."""
        scope = self.scope(query)
        by_words = await self.read(lambda unit: self._by_words(unit, scope, query))
        shelved = await self._shelved(scope, query, by_words.version)
        cosines: dict[DocumentId, float] = {}
        if shelved is not None:
            cosines = await self._with.comparing.run(lambda _: self._near(shelved, query, by_words))
        ranked = self._ranked(cosines, by_words, query)
        return await self.read(lambda unit: _answer(unit, ranked, cosines, query))

    async def read(self, job: Callable[[RecallUnit], Result]) -> Result:
        """Read from the database, with other streams that want to read now."""
        return await self._with.reading.run(job)

    def _by_words(self, unit: RecallUnit, scope: Scope, query: Query) -> _Candidates:
        scores = {} if query.mode is Mode.VECTOR else self._scores(unit, scope, query)
        of_time = unit.passages.within(scope, query.span, _OF_A_TIME) if query.span else []
        return _Candidates(unit.passages.version(scope), scores, of_time)

    def _scores(self, unit: RecallUnit, scope: Scope, query: Query) -> dict[DocumentId, float]:
        search = unit.passages.score_terms
        said = telling_words(query.text)
        scores = dict(search(scope, said, _CANDIDATES))
        if others := self._with.synonyms.others(query.text):
            for one, score in search(scope, others, _CANDIDATES):
                # One thing under two names is not found twice.
                scores[one] = max(scores.get(one, 0.0), self._trust.synonyms * score)
        if scores or query.vector is not None:
            return scores
        # Nothing else is left: what only begins alike is better than nothing.
        return dict(search(scope, said, _CANDIDATES, beginnings=True))

    async def _shelved(self, scope: Scope, query: Query, version: int) -> Shelved | None:
        if query.vector is None or query.mode is Mode.KEYWORD:
            return None
        return await self._with.shelf.at_hand(scope, version, self._with.patience_s)

    def _near(self, shelved: Shelved, query: Query, words: _Candidates) -> dict[DocumentId, float]:
        if query.vector is None:
            return {}
        try:
            return shelved.nearest(query.vector, _CANDIDATES, [*words.scores, *words.of_time])
        except (LiloError, RuntimeError, ValueError, AssertionError):
            # Half a search is better than none: the keywords still answer. faiss asserts.
            _log.exception("vector_search_failed", stream=self.name)
            return {}

    def _ranked(
        self, cosines: Mapping[DocumentId, float], words: _Candidates, query: Query
    ) -> list[tuple[DocumentId, float]]:
        scores = {} if query.mode is Mode.VECTOR else words.scores
        ranked = fuse(cosines, scores, self._trust)
        known = {one for one, _ in ranked}
        ranked += [(one, 0.0) for one in words.of_time if one not in known]
        # What is of the time asked for is read first; sorting keeps the order within.
        of_time = set(words.of_time)
        return sorted(ranked, key=lambda entry: entry[0] not in of_time)


def _answer(
    unit: RecallUnit,
    ranked: Sequence[tuple[DocumentId, float]],
    cosines: Mapping[DocumentId, float],
    query: Query,
) -> Answer:
    timely: list[Snippet] = []
    others: list[Snippet] = []
    size = max(_PAGE, query.limit)
    for start in range(0, len(ranked), size):
        page = ranked[start : start + size]
        passages = unit.passages.get([one for one, _ in page])
        for one, score in page:
            if one not in passages:
                continue
            snippet = Snippet(passages[one], score, cosines.get(one))
            if _may_come_up(snippet):
                (timely if _is_of_time(snippet.passage, query) else others).append(snippet)
        if len(timely) >= query.limit:
            break
    chosen = timely or others
    if not chosen:
        return Answer()
    way = Way.HYBRID if cosines else Way.KEYWORD
    return Answer(tuple(chosen[: query.limit]), way if timely else Way.BROADENED)


def _is_of_time(passage: Passage, query: Query) -> bool:
    if query.years and passage.stream is StreamName.LIFE_STORY:
        return any(year in query.years for year in _years_of(passage))
    return query.span is None or passage.at is None or query.span.holds(passage.at)


def _years_of(passage: Passage) -> Iterator[int]:
    facts = passage.facts or {}
    first, _, last = facts.get("years", "").partition("-")
    if first:
        yield from range(int(first), int(last) + 1)
        return
    for year, is_decade in _YEAR.findall(facts.get("time", "")):
        yield from range(int(year), int(year) + (10 if is_decade else 1))


def _may_come_up(snippet: Snippet) -> bool:
    match snippet.passage.sensitivity:
        case Sensitivity.OPEN:
            return True
        case Sensitivity.CAREFUL:
            return (snippet.cosine or 0.0) >= _CAREFUL_COSINE
        case Sensitivity.NEVER_RAISE:
            return False
