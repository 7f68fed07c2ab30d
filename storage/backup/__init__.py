"""Backups: online, encrypted, each with a key of its own, and proven by restoring them."""

from storage.backup.files import bring_key_files
from storage.backup.folder import Backup, BackupFolder, Manifest
from storage.backup.maker import FolderBackupMaker
from storage.backup.making import BackupOrder, BackupReport, copy_backup, make_backup
from storage.backup.restoring import NewerThanBackupError, Restored, restore_backup
from storage.backup.verifying import verify_backup

__all__ = [
    "Backup",
    "BackupFolder",
    "BackupOrder",
    "BackupReport",
    "FolderBackupMaker",
    "Manifest",
    "NewerThanBackupError",
    "Restored",
    "bring_key_files",
    "copy_backup",
    "make_backup",
    "restore_backup",
    "verify_backup",
]
