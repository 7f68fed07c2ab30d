"""Backups by the clock."""

from app.backup.keeper import BackupKeeper, BackupMaker, next_due

__all__ = ["BackupKeeper", "BackupMaker", "next_due"]
