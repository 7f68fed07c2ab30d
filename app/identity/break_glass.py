"""Break-glass access: for a while, for a reason, and never unnoticed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from app.identity.sessions import SessionId
from app.ids import StaffId

SHORTEST_REASON = 10
"""Signs: "emergency" alone is no reason that anybody could judge later."""


@dataclass(frozen=True, slots=True)
class BrokenGlass:
    """Somebody opened for themselves what their role or a consent keeps closed.

    Attributes:
        reason: in their own words; an auditor reads it.
    """

    id: UUID
    session_id: SessionId
    staff_id: StaffId
    reason: str
    at: datetime
    until: datetime


class BreakGlassRepository(Protocol):
    """Where it is kept; only ever added to."""

    def add(self, glass: BrokenGlass) -> None:
        """Keep it."""

    def open_at(self, moment: datetime) -> Sequence[BrokenGlass]:
        """Return what is open at the moment, oldest first."""

    def newest(self, limit: int) -> Sequence[BrokenGlass]:
        """Return what was opened, open or not, newest first."""


def is_reason(text: str) -> bool:
    """Whether a text says more than that there is one."""
    return len("".join(text.split())) >= SHORTEST_REASON
