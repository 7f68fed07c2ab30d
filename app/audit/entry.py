"""What the audit log holds: who did what to whose data, and when. Never a resident's words."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from app.audit.wanted import Wanted

Detail = str | int | float | bool | None


class AuditAction(StrEnum):
    """What was done."""

    SIGNED_IN = "staff.signed_in"
    SIGN_IN_FAILED = "staff.sign_in_failed"
    SIGN_IN_BLOCKED = "staff.sign_in_blocked"
    SIGNED_OUT = "staff.signed_out"
    SESSION_REVOKED = "staff.session_revoked"
    REFUSED = "access.refused"
    GLASS_BROKEN = "access.glass_broken"
    GLASS_USED = "access.glass_used"
    STAFF_CHANGED = "staff.changed"
    STAFF_LEFT = "staff.left"
    SECRET_CHANGED = "staff.secret_changed"  # noqa: S105 - the name of an action
    SECRET_ISSUED = "staff.secret_issued"  # noqa: S105 - the name of an action
    BADGE_GIVEN = "staff.badge_given"
    RECOVERED = "staff.recovered"
    RECOVERY_FAILED = "staff.recovery_failed"
    RECOVERY_CODE_MADE = "facility.recovery_code_made"
    CONSENT_RECORDED = "resident.consent_recorded"
    RESIDENT_OPENED = "resident.opened"
    RESIDENT_CHANGED = "resident.changed"
    CONVERSATION_OPENED = "resident.conversation_opened"
    AUDIT_READ = "audit.read"
    TURN_TAKEN = "conversation.turn"
    SENTENCE_WITHHELD = "conversation.sentence_withheld"
    DISCLOSED = "conversation.disclosed"
    GENERATION_STOPPED = "generation.stopped"
    GENERATION_ALLOWED = "generation.allowed"
    ALERT_RAISED = "alert.raised"
    ALERT_REPEATED = "alert.repeated"
    ALERT_ANSWERED = "alert.answered"
    ALERT_ACKNOWLEDGED = "alert.acknowledged"
    ALERT_ARRIVED = "alert.arrived"
    ALERT_RELEASED = "alert.released"
    ALERT_HANDED_OVER = "alert.handed_over"
    ALERT_DELIVERED = "alert.delivered"
    ALERT_ESCALATED = "alert.escalated"
    ALERT_RE_RAISED = "alert.re_raised"
    ALERT_RESOLVED = "alert.resolved"
    NOTIFICATION_SENT = "notification.sent"
    NOTIFICATION_DEAD = "notification.dead"
    NOTIFICATION_RETRIED = "notification.retried"
    NOTIFICATION_READ = "notification.read"
    REVIEW_READ = "review.read"
    REVIEW_DECIDED = "review.decided"
    REVIEW_SET_ASIDE = "review.set_aside"
    RESIDENT_ADDED = "resident.added"
    STAFF_ADDED = "staff.added"
    KNOWLEDGE_ADDED = "knowledge.added"
    KNOWLEDGE_APPROVED = "knowledge.approved"
    KNOWLEDGE_REMOVED = "knowledge.removed"
    KNOWLEDGE_REINDEXED = "knowledge.reindexed"
    STORY_ADDED = "story.added"
    STORY_CHANGED = "story.changed"
    STORY_REMOVED = "story.removed"
    STORY_READ = "story.read"
    STARTED = "start.offered"
    START_AGREED = "start.agreed"
    START_DECLINED = "start.declined"
    FAMILY_MESSAGE_KEPT = "family.message_kept"
    CHECK_IN_BEGUN = "check_in.begun"
    CHECK_IN_STOPPED = "check_in.stopped"
    CHECK_IN_DECLINED = "check_in.declined"
    CHECK_IN_COMPLETED = "check_in.completed"
    CHECK_IN_RHYTHM = "check_in.rhythm"
    CLINICAL_READ = "clinical.read"
    CLINICAL_EXPORTED = "clinical.exported"
    MEMORY_KEPT = "memory.kept"
    MEMORY_READ = "memory.read"
    MEMORY_CORRECTED = "memory.corrected"
    MEMORY_FORGOTTEN = "memory.forgotten"
    MEMORY_SETTLED = "memory.settled"
    MEMORY_TIDIED = "memory.tidied"
    MEMORY_PRIVATE = "memory.private"
    SCHEDULE_IMPORTED = "schedule.imported"
    SCHEDULE_ADDED = "schedule.added"
    SCHEDULE_CHANGED = "schedule.changed"
    SCHEDULE_REMOVED = "schedule.removed"
    SCHEDULE_READ = "schedule.read"
    REMINDER_OVERDUE = "reminder.overdue"
    REMINDER_SEEN = "reminder.seen"
    PIN_SET = "presence.pin_set"
    PIN_FAILED = "presence.pin_failed"
    PORTRAIT_SET = "presence.portrait_set"
    RESIDENT_DISCHARGED = "resident.discharged"
    RESIDENT_RETURNED = "resident.returned"
    PREFERENCES_CHANGED = "resident.preferences_changed"
    VOICE_LOST = "kiosk.voice_lost"
    VOICE_BACK = "kiosk.voice_back"
    FACILITY_OPENED = "facility.opened"
    AUDIT_EXPORTED = "audit.exported"
    BACKUP_MADE = "backup.made"
    BACKUP_FAILED = "backup.failed"
    BACKUP_RESTORED = "backup.restored"
    BACKUP_SHREDDED = "backup.shredded"
    PERSON_EXPORTED = "privacy.exported"
    ERASURE_REQUESTED = "privacy.erasure_requested"
    ERASURE_CANCELLED = "privacy.erasure_cancelled"
    ERASED = "privacy.erased"
    RETENTION_APPLIED = "privacy.retention_applied"
    HOLD_PLACED = "privacy.hold_placed"
    HOLD_LIFTED = "privacy.hold_lifted"
    LEAVING_DECIDED = "privacy.leaving_decided"
    REPORT_EXPORTED = "report.exported"
    KEY_ROTATED = "facility.key_rotated"
    SETTINGS_CHANGED = "facility.settings_changed"
    BUNDLE_CLOCK_ACCEPTED = "bundle.clock_accepted"
    BUNDLE_INSTALLED = "bundle.installed"
    BUNDLE_REFUSED = "bundle.refused"
    BUNDLE_RETURNED = "bundle.returned"
    BUNDLE_ROLLED_BACK = "bundle.rolled_back"
    BUNDLE_TRUSTED = "bundle.trusted"
    LISTENING_LOST = "voice.listening_lost"


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


class AuditRow(NamedTuple):
    """An entry as it is kept: times and details as text. For verifying many of them quickly."""

    sequence: int
    at: str
    action: str
    actor: str
    subject: str
    details: str
    previous_mac: str
    mac: str

    def entry(self) -> AuditEntry:
        """Return the entry.

        Raises:
            ValueError, TypeError, AttributeError: nothing that Lilo wrote.
        """
        details = json.loads(self.details)
        return AuditEntry(
            self.sequence,
            datetime.fromisoformat(self.at),
            self.action,
            self.actor,
            self.subject,
            {str(key): value for key, value in details.items()},
            self.previous_mac,
            self.mac,
        )


class AuditLog(Protocol):
    """The append-only log, inside a unit of work."""

    def append(self, draft: AuditDraft, at: datetime) -> AuditEntry:
        """Seal the draft to the end of the chain; it counts once the unit commits."""

    def append_all(self, drafts: Iterable[tuple[AuditDraft, datetime]]) -> int:
        """Seal many drafts to the end of the chain in their order; return how many."""

    def entries(self, *, after: int = 0, limit: int | None = None) -> Sequence[AuditEntry]:
        """Return entries with a sequence above `after`, oldest first."""

    def rows(self, *, after: int = 0, limit: int | None = None) -> Sequence[AuditRow]:
        """Return entries with a sequence above `after` as they are kept, oldest first."""

    def latest(self, limit: int) -> Sequence[AuditEntry]:
        """Return the newest entries, newest first."""

    def latest_acts(self, limit: int) -> Sequence[tuple[str, datetime]]:
        """Return what the newest entries say was done, and when, newest first.

        For counting: their details are not read.
        """

    def chosen(self, wanted: Wanted, *, after: int, limit: int) -> Sequence[AuditRow]:
        """Return wanted entries with a sequence above `after` as they are kept, oldest first."""

    def newest(self, wanted: Wanted, limit: int) -> Sequence[AuditEntry]:
        """Return the newest entries that are wanted, newest first."""

    def actions(self) -> Sequence[str]:
        """Return every action that the log holds, in the order of their names."""

    def count(self) -> int:
        """Return how many entries there are: the number of the newest, where none is missing."""
