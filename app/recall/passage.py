"""Passages: the pieces of text that can be recalled, and what may be said of their origin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.embedding import Vector, Vectors
from app.ids import DocumentId, ResidentId
from app.recall.terms import Terms


class StreamName(StrEnum):
    """Where a passage comes from."""

    KNOWLEDGE = "knowledge"
    LIFE_STORY = "life_story"
    CHAT = "chat"
    """What was said to Lilo and what Lilo answered."""
    CLINICAL = "clinical"
    """Results of scales: for Lilo's tact and for staff, never told to the resident."""
    SCHEDULE = "schedule"
    MEMORY = "memory"
    """What the resident told Lilo, each memory a passage of its own."""


class Sensitivity(StrEnum):
    """Whether Lilo may bring something up."""

    OPEN = "open"
    CAREFUL = "careful"
    """Only when the resident speaks of it first."""
    NEVER_RAISE = "never_raise"


MESSAGE_FACT = "message"
"""Under which an exchange names the message it is of, so that it can be forgotten with it."""


SUMMARY_FACT = "sums_up"
"""Under which the summary of a session names all its messages, parted by spaces."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that can be found.

    Attributes:
        owner: the resident whose it is; None for what belongs to the facility.
        retelling: sentences in the second person that Lilo can say as they stand.
        facts: people, places, time and mood of a life story; review date of an article; under
            `at` the moment something was said or happened, as ISO 8601 in UTC.
    """

    id: DocumentId
    stream: StreamName
    owner: ResidentId | None
    title: str
    text: str
    retelling: tuple[str, ...] = ()
    sensitivity: Sensitivity = Sensitivity.OPEN
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    facts: Mapping[str, str] | None = None

    @property
    def searchable(self) -> str:
        """What is embedded: the title helps short passages to be found.

        The title of an exchange is its day, which says nothing of what it is about.
        """
        if self.stream is StreamName.CHAT or not self.title:
            return self.text
        return f"{self.title}. {self.text}"

    @property
    def at(self) -> datetime | None:
        """The moment this is of, where one is known."""
        written = (self.facts or {}).get("at")
        return datetime.fromisoformat(written) if written else None


@dataclass(frozen=True, slots=True)
class Scope:
    """Which passages a search may see: one stream, and one resident's or the facility's."""

    stream: StreamName
    owner: ResidentId | None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time; `end` is no longer part of it. Both are timezone-aware."""

    start: datetime
    end: datetime

    def holds(self, moment: datetime | None) -> bool:
        """Whether a moment lies in it."""
        return moment is not None and self.start <= moment < self.end


ID_BYTES = 16

Key = bytes
"""The bytes of a passage's id: hundreds are compared in a search, as bytes for next to nothing."""


@dataclass(frozen=True, slots=True)
class IndexPage:
    """What indexes are made of, of some passages in the order they were added.

    Attributes:
        ids: 16 bytes each, one after the other: a million objects would take ten times that.
        vectors: shape (n, dimension).
        sizes: how many terms each has.
        terms: of all, one after the other.
        last: where the next page begins.
    """

    ids: bytes
    vectors: Vectors
    sizes: NDArray[np.int64]
    terms: Terms
    last: int

    def __len__(self) -> int:
        """Return how many passages are on it."""
        return len(self.sizes)


class PassageRepository(Protocol):
    """Where passages and their vectors are kept: one source of truth."""

    def add(self, passages: Sequence[Passage]) -> None:
        """Keep passages; one that is there already is replaced and loses its vector."""

    def remove(self, ids: Sequence[DocumentId]) -> None:
        """Let go of passages, with their vectors and their words in the index."""

    def get(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, Passage]:
        """Return those that exist."""

    def of(self, scope: Scope) -> Sequence[Passage]:
        """Return all passages of a scope in the order they were added."""

    def search_keywords(self, scope: Scope, query: str, limit: int) -> Sequence[DocumentId]:
        """Return ids by BM25 rank, best first; the query is plain words, never syntax."""

    def score_terms(
        self, scope: Scope, terms: Sequence[str], limit: int, *, beginnings: bool = False
    ) -> Sequence[tuple[DocumentId, float]]:
        """Return ids with their BM25, higher is better, best first.

        Args:
            terms: plain words, or several that must follow each other; never syntax.
            beginnings: words that only begin like a term count too.
        """

    def within(self, scope: Scope, span: Span, limit: int) -> Sequence[DocumentId]:
        """Return ids of passages of that time, newest first."""

    def version(self, scope: Scope) -> int:
        """Return a number that every write to the scope's passages or vectors changes."""

    def count(self, scope: Scope) -> int:
        """Return how many passages a scope has, with a vector or without."""

    def page(self, scope: Scope, fingerprint: str, after: int, limit: int) -> IndexPage:
        """Return what indexes need of the passages that have a vector of that model.

        Args:
            after: `last` of the page before; -1 for the first.
        """

    def vectors(self, scope: Scope, fingerprint: str) -> tuple[Sequence[DocumentId], Vectors]:
        """Return ids and their vectors, shape (n, dimension), made by that model."""

    def vectors_of(
        self, ids: Sequence[DocumentId], fingerprint: str
    ) -> Mapping[DocumentId, Vector]:
        """Return the vectors of those passages that have one, made by that model."""

    def without_vector(
        self, fingerprint: str, limit: int, after: DocumentId | None = None
    ) -> Sequence[Passage]:
        """Return passages that the model of that fingerprint has not embedded yet, oldest first.

        Args:
            after: looks only at passages that were added after this one, so that working through
                many does not look at those that are done again and again.
        """

    def save_vectors(self, ids: Sequence[DocumentId], vectors: Vectors, fingerprint: str) -> None:
        """Keep one vector per id, with the terms of the passage as it stands."""
