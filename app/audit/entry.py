"""What the audit log holds: who did what to whose data, and when. Never a resident's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

Detail = str | int | float | bool | None


class AuditAction(StrEnum):
    """What was done."""

    SIGNED_IN = "staff.signed_in"
    SIGN_IN_FAILED = "staff.sign_in_failed"
    SIGNED_OUT = "staff.signed_out"
    TURN_TAKEN = "conversation.turn"
    SENTENCE_WITHHELD = "conversation.sentence_withheld"
    DISCLOSED = "conversation.disclosed"
    GENERATION_STOPPED = "generation.stopped"
    GENERATION_ALLOWED = "generation.allowed"
    ALERT_RAISED = "alert.raised"
    ALERT_REPEATED = "alert.repeated"
    ALERT_ANSWERED = "alert.answered"
    ALERT_ACKNOWLEDGED = "alert.acknowledged"
    ALERT_DELIVERED = "alert.delivered"
    ALERT_ESCALATED = "alert.escalated"
    ALERT_RE_RAISED = "alert.re_raised"
    ALERT_RESOLVED = "alert.resolved"
    NOTIFICATION_SENT = "notification.sent"
    NOTIFICATION_DEAD = "notification.dead"
    NOTIFICATION_RETRIED = "notification.retried"
    REVIEW_DECIDED = "review.decided"
    RESIDENT_ADDED = "resident.added"
    STAFF_ADDED = "staff.added"
    KNOWLEDGE_ADDED = "knowledge.added"
    KNOWLEDGE_APPROVED = "knowledge.approved"
    KNOWLEDGE_REMOVED = "knowledge.removed"
    KNOWLEDGE_REINDEXED = "knowledge.reindexed"
    MEMORY_KEPT = "memory.kept"
    MEMORY_READ = "memory.read"
    MEMORY_CORRECTED = "memory.corrected"
    MEMORY_FORGOTTEN = "memory.forgotten"
    MEMORY_SETTLED = "memory.settled"
    MEMORY_TIDIED = "memory.tidied"
    MEMORY_PRIVATE = "memory.private"
    PREFERENCES_CHANGED = "resident.preferences_changed"
    FACILITY_OPENED = "facility.opened"


@dataclass(frozen=True, slots=True)
class AuditDraft:
    """An entry before it has its place in the chain.

    Attributes:
        actor: id of the staff member or resident who acted, or "lilo".
        subject: id of the resident, staff member or thing acted upon, or empty.
        details: short facts without names and without anybody's words.
    """

    action: AuditAction
    actor: str
    subject: str = ""
    details: Mapping[str, Detail] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An entry in its place.

    Attributes:
        sequence: 1, 2, 3, ... without gaps.
        previous_mac: MAC of the entry before, hex; 64 zeros for the first.
        mac: HMAC-SHA256 over the canonical form of everything else, hex.
    """

    sequence: int
    at: datetime
    action: str
    actor: str
    subject: str
    details: Mapping[str, Detail]
    previous_mac: str
    mac: str


class AuditLog(Protocol):
    """The append-only log, inside a unit of work."""

    def append(self, draft: AuditDraft, at: datetime) -> AuditEntry:
        """Seal the draft to the end of the chain; it counts once the unit commits."""

    def entries(self, *, after: int = 0, limit: int | None = None) -> Sequence[AuditEntry]:
        """Return entries with a sequence above `after`, oldest first."""

    def latest(self, limit: int) -> Sequence[AuditEntry]:
        """Return the newest entries, newest first."""

    def count(self) -> int:
        """Return how many entries there are."""
