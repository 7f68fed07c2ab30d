"""Sessions: who sits at which screen, since when, and whether they still do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol
from uuid import UUID

from app.identity.staff import StaffMember
from app.ids import StaffId

SessionId = NewType("SessionId", UUID)


class Proof(StrEnum):
    """What somebody signed in with."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind, no secret
    BADGE_AND_PIN = "badge_and_pin"
    BADGE_AND_PASSPHRASE = "badge_and_passphrase"  # noqa: S105


@dataclass(frozen=True, slots=True)
class StaffSession:
    """A signed-in staff member, handed to every service that staff use.

    What counts is the record behind `id`: it can have been ended elsewhere, and the role in
    `member` can have changed since. The gate reads both anew.

    Attributes:
        must_change: the passphrase was given by somebody else; until it is changed nothing else
            is allowed.
        must_change_pin: the same of the PIN that opened it.
    """

    member: StaffMember
    since: datetime
    id: SessionId
    must_change: bool = False
    must_change_pin: bool = False


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as it is kept.

    Attributes:
        station: name of the screen.
        seen_at: when it last did anything, to the minute.
        ended_at: None while it lasts.
        ended_by: "lock", "idle", "switch", "expired", or the id of who revoked it.
    """

    id: SessionId
    staff_id: StaffId
    station: str
    proof: Proof
    started_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None
    ended_by: str = ""


class SessionRepository(Protocol):
    """Where sessions are kept."""

    def open(self, record: SessionRecord) -> None:
        """Keep a new session."""

    def get(self, session_id: SessionId) -> SessionRecord | None:
        """Return the session, or None."""

    def live(self, since: datetime) -> Sequence[SessionRecord]:
        """Return sessions that began at or after the moment and have not ended, oldest first."""

    def seen(self, session_id: SessionId, at: datetime) -> None:
        """Note that it did something."""

    def end(self, session_id: SessionId, at: datetime, by: str) -> bool:
        """End it; return whether it had not ended before."""
