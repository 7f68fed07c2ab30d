"""What was decided about a person's records, and where that leaves them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from app.ids import ResidentId


class DecisionKind(StrEnum):
    """What was decided."""

    ERASURE_REQUESTED = "erasure_requested"
    ERASURE_CANCELLED = "erasure_cancelled"
    ERASED = "erased"
    HOLD_PLACED = "hold_placed"
    HOLD_LIFTED = "hold_lifted"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, as it is kept.

    Attributes:
        by: id of the staff member, or "lilo".
        reason: staff's words; no names are asked for.
        due_at: when a requested erasure is carried out.
    """

    resident_id: ResidentId
    kind: DecisionKind
    at: datetime
    by: str
    reason: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person's records stand.

    Attributes:
        erase_at: when they are to be erased; None when nobody asked.
        held: whether a legal hold keeps them.
        erased: whether they are gone.
    """

    erase_at: datetime | None = None
    held: bool = False
    erased: bool = False

    @property
    def hidden(self) -> bool:
        """Whether the person is no longer shown anywhere."""
        return self.erased or self.erase_at is not None

    def is_due(self, now: datetime) -> bool:
        """Whether the records are to be erased now."""
        return self.erase_at is not None and self.erase_at <= now and not self.held


def standing_of(decisions: Iterable[Decision]) -> Standing:
    """Fold decisions, in the order in which they were kept, into where they leave the records."""
    standing = Standing()
    for decision in decisions:
        match decision.kind:
            case DecisionKind.ERASURE_REQUESTED:
                standing = replace(standing, erase_at=decision.due_at or decision.at)
            case DecisionKind.ERASURE_CANCELLED:
                standing = replace(standing, erase_at=None)
            case DecisionKind.ERASED:
                standing = replace(standing, erase_at=None, erased=True)
            case DecisionKind.HOLD_PLACED:
                standing = replace(standing, held=True)
            case DecisionKind.HOLD_LIFTED:
                standing = replace(standing, held=False)
    return standing
