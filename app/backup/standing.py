"""How backups stand: the last that was proven, what went wrong since, the next. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.audit import AuditAction, AuditLog, Wanted
from app.audit.entry import AuditEntry
from app.backup.keeper import COPY, next_due

_LOOKED_AT = 20
LATE = timedelta(hours=26)
"""Without a backup for longer than this, a night was missed."""


@dataclass(frozen=True, slots=True)
class BackupStanding:
    """How backups stand.

    Attributes:
        made_at: when the last was made; it was proven, or it would not be called made. None before
            the first.
        fault: code of what has failed since, or empty.
        copy_fault: code of why the last is not in the second folder, or empty.
        failed_at: when the later of both was noted; None where all is well.
        due_at: when the next one is made; None where nightly backups are switched off.
        checkpoint_at: of when the newest signed checkpoint of the audit log is; None without one.
    """

    made_at: datetime | None
    fault: str = ""
    copy_fault: str = ""
    failed_at: datetime | None = None
    due_at: datetime | None = None
    checkpoint_at: datetime | None = None

    def is_well(self, now: datetime) -> bool:
        """Whether nothing failed since the last, and none was missed."""
        if self.fault or self.copy_fault:
            return False
        if self.due_at is None:
            return True
        return self.made_at is not None and now - self.made_at <= LATE


def standing_of(
    log: AuditLog, now: datetime, zone: ZoneInfo, at: time | None, checkpoint_at: datetime | None
) -> BackupStanding:
    """Read from the audit log how backups stand.

    Args:
        at: local time of the nightly backup; None where it is switched off.
    """
    made = _first(log, AuditAction.BACKUP_MADE, is_copy=False)
    since = made.sequence if made else 0
    copied = _first(log, AuditAction.BACKUP_MADE, is_copy=True)
    failed = _first(log, AuditAction.BACKUP_FAILED, is_copy=False, after=since)
    uncopied = _first(
        log,
        AuditAction.BACKUP_FAILED,
        is_copy=True,
        after=max(since, copied.sequence if copied else 0),
    )
    return BackupStanding(
        made.at if made else None,
        _fault(failed),
        _fault(uncopied),
        max((entry.at for entry in (failed, uncopied) if entry), default=None),
        None if at is None else next_due(now, at, zone),
        checkpoint_at,
    )


def _first(
    log: AuditLog, action: AuditAction, *, is_copy: bool, after: int = 0
) -> AuditEntry | None:
    for entry in log.newest(Wanted(action=action.value), _LOOKED_AT):
        if entry.sequence > after and (entry.details.get("what") == COPY) is is_copy:
            return entry
    return None


def _fault(entry: AuditEntry | None) -> str:
    return str(entry.details.get("fault", "")) if entry else ""
