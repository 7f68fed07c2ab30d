"""Backups by the clock."""

from app.backup.keeper import BackupKeeper, BackupMaker

__all__ = ["BackupKeeper", "BackupMaker"]
