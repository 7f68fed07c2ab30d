"""What was said: messages are evidence, so they are only ever added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.ids import MessageId, ResidentId, TurnId
from app.safety import Level


class Speaker(StrEnum):
    """Who said it."""

    RESIDENT = "resident"
    LILO = "lilo"


@dataclass(frozen=True, slots=True)
class Message:
    """Something that was said, by either side.

    Attributes:
        fragments: ids of the authored fragments a curated reply was made of, so that none comes
            again too soon; empty for the resident.
        trace: how the turn went - intent, agent, tier, sources, timings in ms - for staff.
    """

    id: MessageId
    turn_id: TurnId
    resident_id: ResidentId
    speaker: Speaker
    text: str
    at: datetime
    fragments: tuple[str, ...] = ()
    trace: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Observation:
    """A turn that was not quiet, for the watch list."""

    message_id: MessageId
    resident_id: ResidentId
    at: datetime
    level: Level
    score: float
    words: str


class MessageRepository(Protocol):
    """Where messages are kept."""

    def add(self, message: Message) -> None:
        """Keep a message."""

    def recent(self, resident_id: ResidentId, limit: int) -> Sequence[Message]:
        """Return the latest messages of the resident's conversation, oldest first."""

    def last_by_resident(self) -> Mapping[ResidentId, datetime]:
        """Return when each resident was last heard."""

    def add_observation(self, observation: Observation) -> None:
        """Note that a turn was not quiet."""

    def watch_list(self, since: datetime) -> Sequence[Observation]:
        """Return observations at MODERATE since the moment, newest first."""
