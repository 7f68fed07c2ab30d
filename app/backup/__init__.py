"""Backups by the clock."""

from app.backup.keeper import BackupKeeper, BackupMaker, next_due
from app.backup.standing import BackupStanding, standing_of

__all__ = ["BackupKeeper", "BackupMaker", "BackupStanding", "next_due", "standing_of"]
