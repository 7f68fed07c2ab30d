"""How backups stand is read from the audit log."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from app.audit import AuditAction, AuditDraft
from app.backup import BackupStanding, standing_of
from storage import Database
from tests.fakes.kept_facility import NOON, Facility

ZONE = ZoneInfo("UTC")


def read(database: Database, at: time | None = time(3, 30)) -> BackupStanding:
    with database.reading() as unit:
        return standing_of(unit.audit, NOON, ZONE, at, None)


def test_made_failed_and_copied(facility: Facility) -> None:
    minutes = 0
    with facility.open() as database:

        def note(action: AuditAction, **details: str) -> BackupStanding:
            nonlocal minutes
            minutes += 1
            with database.unit() as unit:
                draft = AuditDraft(action, "lilo", "", dict(details))
                unit.audit.append(draft, NOON - timedelta(minutes=60 - minutes))
            return read(database)

        none = read(database)
        assert (none.made_at, none.is_well(NOON)) == (None, False)
        assert none.due_at == NOON + timedelta(hours=15, minutes=30)
        assert read(database, None).is_well(NOON)
        made = note(AuditAction.BACKUP_MADE, backup="000001-x")
        assert made.made_at == NOON - timedelta(minutes=59)
        assert made.is_well(NOON)
        assert not made.is_well(NOON + timedelta(days=2))
        away = note(AuditAction.BACKUP_FAILED, what="copy", fault="storage")
        assert (away.fault, away.copy_fault, away.is_well(NOON)) == ("", "storage", False)
        assert away.made_at == made.made_at
        assert note(AuditAction.BACKUP_MADE, what="copy").is_well(NOON)
        full = note(AuditAction.BACKUP_FAILED, fault="storage.full")
        assert (full.fault, full.copy_fault) == ("storage.full", "")
        assert full.failed_at == NOON - timedelta(minutes=56)
        assert note(AuditAction.BACKUP_MADE, backup="000002-x").is_well(NOON)
