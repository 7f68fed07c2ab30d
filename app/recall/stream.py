"""One stream of recall: keywords and vectors, fused."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar
from uuid import UUID

import structlog

from app.errors import LiloError
from app.ids import DocumentId
from app.recall.hybrid import Mode, Trust, fuse
from app.recall.passage import Key, Passage, Scope, Sensitivity, Span, StreamName
from app.recall.shelf import IndexShelf, RecallUnit, RecallUnits
from app.recall.shelved import Shelved
from app.recall.snippet import Answer, Query, Snippet, Way
from app.recall.synonyms import Synonyms
from app.recall.together import Together, nothing_opened
from app.recall.words import telling_words
from app.runtime import Lane

Result = TypeVar("Result")
One = TypeVar("One", bound=Hashable)

_log = structlog.get_logger(__name__)

_CANDIDATES = 100
"""How many each side hands to the fusion."""

_OF_A_TIME = 400
"""How many passages of the time asked for are compared."""

_PAGE = 4
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
class _Found:
    """What both sides found.

    Attributes:
        cosines: of what the vectors found, and of what only the words found.
    """

    scores: Mapping[Key, float]
    cosines: Mapping[Key, float]


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

    async def version(self, query: Query) -> int:
        """Return the version of what this query may see."""
        scope = self.scope(query)
        return await self._read(lambda unit: unit.passages.version(scope))

    async def ask(self, query: Query) -> Answer:
        """Return the best passages, best first."""
        answer = await self._from_memory(query)
        return await self._from_database(query) if answer is None else answer

    async def _from_memory(self, query: Query) -> Answer | None:
        """Search the index at hand; None where there is none, or the database knows more."""
        scope = self.scope(query)
        shelved = self._with.shelf.serving(scope)
        if shelved is None or not shelved.whole or query.span is not None or query.vector is None:
            # By words alone the full-text index answers, which knows beginnings of words as well.
            return None
        found = await self._with.comparing.run(lambda _: self._compared(shelved, query, None, ()))
        ranked = fuse(found.cosines, found.scores, self._trust)

        def read(unit: RecallUnit) -> Answer | None:
            # Only now is it known whether the index is of today; most often it is.
            if unit.passages.version(scope) != shelved.version:
                return None
            return _answer(
                unit, ranked, found.cosines, query, shelved.version, self._with.shelf.fingerprint
            )

        return await self._read(read)

    async def _from_database(self, query: Query) -> Answer:
        """Search by the full-text index, and by the vectors that are at hand or soon made."""
        scope = self.scope(query)
        version = await self.version(query)
        shelved: Shelved | None = None
        if _searches(query):
            shelved = await self._with.shelf.at_hand(scope, version, self._with.patience_s)
        is_of_today = shelved is not None and shelved.whole and shelved.version == version
        known = is_of_today and query.vector is not None

        def read(unit: RecallUnit) -> tuple[Mapping[Key, float] | None, Sequence[Key]]:
            of_time = [] if query.span is None else _of_time(unit, scope, query.span)
            return None if known else self._scores_in(unit, scope, query), of_time

        scores, of_time = await self._read(read)
        found = _Found(scores or {}, {})
        if shelved is not None:
            found = await self._with.comparing.run(
                lambda _: self._compared(shelved, query, scores, of_time)
            )
        ranked = _timely(fuse(found.cosines, found.scores, self._trust), of_time)
        fingerprint = self._with.shelf.fingerprint
        return await self._read(
            lambda unit: _answer(unit, ranked, found.cosines, query, version, fingerprint)
        )

    async def _read(self, job: Callable[[RecallUnit], Result]) -> Result:
        """Read from the database, with other streams that want to read now."""
        return await self._with.reading.run(job)

    def _scores_in(self, unit: RecallUnit, scope: Scope, query: Query) -> Mapping[Key, float]:
        """Return what words find by the full-text index of the database."""

        def search(terms: Sequence[str], *, beginnings: bool = False) -> dict[Key, float]:
            found = unit.passages.score_terms(scope, terms, _CANDIDATES, beginnings=beginnings)
            return {one.bytes: score for one, score in found}

        scores = self._scores(query, search)
        if scores or query.vector is not None or query.mode is Mode.VECTOR:
            return scores
        # Nothing else is left: what only begins alike is better than nothing.
        return search(telling_words(query.text), beginnings=True)

    def _scores(
        self, query: Query, search: Callable[[Sequence[str]], dict[One, float]]
    ) -> dict[One, float]:
        if query.mode is Mode.VECTOR:
            return {}
        scores = search(telling_words(query.text))
        if others := self._with.synonyms.others(query.text):
            for one, score in search(others).items():
                # One thing under two names is not found twice.
                scores[one] = max(scores.get(one, 0.0), self._trust.synonyms * score)
        return scores

    def _compared(
        self,
        shelved: Shelved,
        query: Query,
        known: Mapping[Key, float] | None,
        of_time: Sequence[Key],
    ) -> _Found:
        """Search the indexes; by words only where the database has not done that."""
        scores, near = known or {}, dict[int, float]()
        try:
            also = shelved.rows_of([*scores, *of_time])
            if known is None:
                by_row = self._scores(query, lambda terms: shelved.scores(terms, _CANDIDATES))
                scores = {shelved.key(row): score for row, score in by_row.items()}
                also |= zip(scores, by_row, strict=True)
            if query.vector is not None and query.mode is not Mode.KEYWORD:
                near = shelved.nearest(query.vector, _CANDIDATES, also.values())
        except (LiloError, RuntimeError, ValueError, AssertionError):
            # Half a search is better than none: the words still answer. faiss asserts.
            _log.exception("vector_search_failed", stream=self.name)
        return _Found(scores, {shelved.key(row): cosine for row, cosine in near.items()})


def _searches(query: Query) -> bool:
    """Whether indexes are of any use: for words alone only where that is asked for."""
    return query.vector is not None or query.mode is Mode.KEYWORD


def _timely(ranked: list[tuple[Key, float]], of_time: Sequence[Key]) -> Sequence[tuple[Key, float]]:
    """Put what is of the time asked for first, found or not; sorting keeps the order within."""
    if not of_time:
        return ranked
    known = {one for one, _ in ranked}
    timely = set(of_time)
    ranked += [(one, 0.0) for one in of_time if one not in known]
    return sorted(ranked, key=lambda entry: entry[0] not in timely)


def _of_time(unit: RecallUnit, scope: Scope, span: Span) -> list[Key]:
    return [one.bytes for one in unit.passages.within(scope, span, _OF_A_TIME)]


def _answer(
    unit: RecallUnit,
    ranked: Sequence[tuple[Key, float]],
    cosines: Mapping[Key, float],
    query: Query,
    version: int,
    fingerprint: str,
) -> Answer:
    timely: list[Snippet] = []
    others: list[Snippet] = []
    size = max(_PAGE, query.limit)
    for start in range(0, len(ranked), size):
        page = ranked[start : start + size]
        passages = unit.passages.get([DocumentId(UUID(bytes=one)) for one, _ in page])
        by_key = {passage.id.bytes: passage for passage in passages.values()}
        for one, score in page:
            if one not in by_key:
                continue
            snippet = Snippet(by_key[one], score, cosines.get(one))
            if _may_come_up(snippet):
                (timely if _is_of_time(snippet.passage, query) else others).append(snippet)
        if len(timely) >= query.limit:
            break
    chosen = timely or others
    if not chosen:
        return Answer(version=version)
    way = Way.HYBRID if cosines else Way.KEYWORD
    best = chosen[: query.limit]
    vectors = unit.passages.vectors_of([one.passage.id for one in best], fingerprint)
    named = tuple(replace(one, vector=vectors.get(one.passage.id)) for one in best)
    return Answer(named, way if timely else Way.BROADENED, version)


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
