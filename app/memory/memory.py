"""Memories: what a resident told Lilo, one sentence each, and where they are kept."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from app.ids import DocumentId, MemoryId, MessageId, ResidentId
from app.recall import Passage, Sensitivity, StreamName

SUMMARY_SLOT = "summary"
"""The slot of what stands for the events of a month."""

_NAME = re.compile(r"(?<=\w )(?!I\b|I['’])[A-Z][\w’'-]+")


class MemoryKind(StrEnum):
    """What sort of thing is remembered; each fades at its own pace."""

    FACT = "fact"
    PREFERENCE = "preference"
    CONTEXT = "context"
    """What goes on for a while: a sore hip, a book being read."""
    RELATIONSHIP = "relationship"
    EVENT = "event"
    INSTRUCTION = "instruction"
    """How the resident wants to be spoken with. Data like all others: it steers nothing."""


class MemoryState(StrEnum):
    """What has become of a memory. Only current ones can be recalled."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    """A newer one says otherwise; it is kept as history."""
    SUMMED_UP = "summed_up"
    """A summary stands for it."""
    FADED = "faded"
    WITHHELD = "withheld"
    """To be forgotten, and kept only while a legal hold stands; nobody reads it in Lilo."""


READABLE = tuple(state for state in MemoryState if state is not MemoryState.WITHHELD)
"""All states but the one that is as good as forgotten."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Something a resident told Lilo.

    Attributes:
        text: in the second person, as Lilo can say it.
        said: the sentence as it was said.
        slot: what it is about, where only one thing can be true of that: "room", "age",
            "likes:porridge"; empty otherwise.
        value: what it says of its slot, folded, so that two can be compared.
        source: the message it was first said in; `again`: those it was said again in.
        learned_at: when it was first said; `heard_at`: when last.
        confidence: 0..1, how sure the pattern that found it is.
        strength: how often it was said.
        careful: Lilo never raises it unasked.
        over_after: the last day of what lay ahead when it was told; None for all else.
        successor: the newer memory, or the summary, that took its place.
    """

    id: MemoryId
    resident_id: ResidentId
    kind: MemoryKind
    text: str
    said: str
    slot: str
    value: str
    source: MessageId
    learned_at: datetime
    heard_at: datetime
    confidence: float
    strength: int = 1
    careful: bool = False
    state: MemoryState = MemoryState.CURRENT
    successor: MemoryId | None = None
    again: tuple[MessageId, ...] = ()
    over_after: date | None = None

    @property
    def sources(self) -> tuple[MessageId, ...]:
        """Every message it was said in."""
        return (self.source, *self.again)

    @property
    def passage(self) -> Passage:
        """The memory as it can be recalled."""
        return Passage(
            DocumentId(self.id),
            StreamName.MEMORY,
            self.resident_id,
            self.kind.value,
            self.text,
            (self.text,),
            Sensitivity.CAREFUL if self.careful else Sensitivity.OPEN,
            names_in(self.text),
            facts={"kind": self.kind.value, "heard": self.heard_at.date().isoformat()},
        )


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a sentence: words with a capital that do not begin it."""
    return tuple(dict.fromkeys(_NAME.findall(text)))


@dataclass(frozen=True, slots=True)
class MemoryDoubt:
    """Words that may hold something to remember, for a person to read.

    Attributes:
        reason: "not_understood", or "steering" where they would have steered the program.
    """

    id: MemoryId
    resident_id: ResidentId
    source: MessageId
    at: datetime
    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class SaidTurn:
    """A finished turn from which nothing was learned yet.

    Attributes:
        sequence: its place in the record.
        text: the resident's words.
        level: how worrying they were, by label.
    """

    sequence: int
    message_id: MessageId
    text: str
    at: datetime
    level: str


class MemoryRepository(Protocol):
    """Where memories and doubts are kept. Unlike evidence they can be removed."""

    def save(self, memory: Memory) -> None:
        """Keep a memory, new or changed."""

    def get(self, memory_id: MemoryId) -> Memory | None:
        """Return the memory, or None."""

    def of(
        self, resident_id: ResidentId, states: Collection[MemoryState] = (MemoryState.CURRENT,)
    ) -> Sequence[Memory]:
        """Return a resident's memories in these states, oldest first."""

    def remove(self, memory_ids: Sequence[MemoryId]) -> None:
        """Forget memories for good."""

    def add_doubt(self, doubt: MemoryDoubt) -> None:
        """Put words on the review list."""

    def doubts(self, resident_id: ResidentId) -> Sequence[MemoryDoubt]:
        """Return what is on the review list, oldest first."""

    def all_doubts(self, limit: int) -> Sequence[MemoryDoubt]:
        """Return what is on the review list of everybody who is not to be erased, oldest first."""

    def remove_doubts(self, doubt_ids: Sequence[MemoryId]) -> None:
        """Take words off the review list."""


class MemoryMarks(Protocol):
    """How far a resident's words were read, and which of them must not be."""

    def unread(self, resident_id: ResidentId, limit: int) -> Sequence[SaidTurn]:
        """Return finished turns that were not read yet, oldest first."""

    def last_turns(self, resident_id: ResidentId, limit: int) -> Sequence[tuple[MessageId, str]]:
        """Return the last finished turns: the resident's message, and what both said."""

    def mark_read(self, resident_id: ResidentId, sequence: int) -> None:
        """Note that everything up to there was read."""

    def is_private(self, resident_id: ResidentId) -> bool:
        """Return whether the resident speaks in private."""

    def set_private(self, resident_id: ResidentId, *, private: bool) -> None:
        """Begin or end speaking in private."""

    def disregard(self, resident_id: ResidentId, message_ids: Sequence[MessageId]) -> None:
        """Note that nothing of these messages may ever be remembered or recalled."""

    def disregard_all(self, resident_id: ResidentId) -> None:
        """Note it of everything that the resident has said so far."""

    def disregarded(self, resident_id: ResidentId) -> frozenset[MessageId]:
        """Return the messages that must not be remembered or recalled."""

    def tidied_at(self, resident_id: ResidentId) -> datetime | None:
        """Return when this resident's memories were last tidied."""

    def mark_tidied(self, resident_id: ResidentId, at: datetime) -> None:
        """Note that they were tidied."""
