"""The audit log on the `audit_entries` table."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit import AuditDraft, AuditEntry, seal
from storage.tables import AuditEntryRow


class SqlAuditLog:
    """Implements `app.audit.AuditLog`."""

    def __init__(self, session: Session, key: bytes) -> None:
        self._session = session
        self._key = key

    def append(self, draft: AuditDraft, at: datetime) -> AuditEntry:
        """Seal the draft to the end of the chain; it counts once the unit commits."""
        # Read each time, never remembered: the unit holds the write lock, so this is the end of
        # the chain whichever process wrote it.
        last = next(iter(self.latest(1)), None)
        entry = seal(self._key, draft, at, last)
        self._session.add(
            AuditEntryRow(
                sequence=entry.sequence,
                at=entry.at,
                action=str(entry.action),
                actor=entry.actor,
                subject=entry.subject,
                details=dict(entry.details),
                previous_mac=entry.previous_mac,
                mac=entry.mac,
            )
        )
        self._session.flush()
        return entry

    def entries(self, *, after: int = 0, limit: int | None = None) -> Sequence[AuditEntry]:
        """Return entries with a sequence above `after`, oldest first."""
        wanted = (
            select(AuditEntryRow)
            .where(AuditEntryRow.sequence > after)
            .order_by(AuditEntryRow.sequence)
            .limit(None if limit is None else max(limit, 0))
        )
        return [_entry_of(row) for row in self._session.scalars(wanted)]

    def latest(self, limit: int) -> Sequence[AuditEntry]:
        """Return the newest entries, newest first."""
        wanted = select(AuditEntryRow).order_by(AuditEntryRow.sequence.desc()).limit(max(limit, 0))
        return [_entry_of(row) for row in self._session.scalars(wanted)]

    def count(self) -> int:
        """Return how many entries there are."""
        return self._session.scalar(select(func.count()).select_from(AuditEntryRow)) or 0


def _entry_of(row: AuditEntryRow) -> AuditEntry:
    return AuditEntry(
        sequence=row.sequence,
        at=row.at,
        action=row.action,
        actor=row.actor,
        subject=row.subject,
        details=row.details,
        previous_mac=row.previous_mac,
        mac=row.mac,
    )
