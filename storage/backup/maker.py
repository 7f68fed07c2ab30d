"""The maker behind the daily backup."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from storage.backup.folder import BackupFolder
from storage.backup.making import BackupOrder, copy_backup, make_backup
from storage.backup.verifying import verify_backup
from storage.errors import StorageBusyError, StorageError


@dataclass(frozen=True, slots=True)
class FolderBackupMaker:
    """Implements `app.backup.BackupMaker` on a folder.

    Attributes:
        order: makes the order for a backup that begins now.
    """

    order: Callable[[], BackupOrder]

    def latest(self) -> datetime | None:
        """Return when the newest readable backup was made."""
        times = []
        for backup in BackupFolder(self.order().folder.absolute()).all():
            if not backup.key_file.exists():
                continue
            try:
                times.append(datetime.fromisoformat(backup.told().made_at))
            except (StorageError, ValueError):
                continue
        return times[-1] if times else None

    def make(self) -> str:
        """Make and prove a backup; return its name."""
        order = replace(self.order(), copy_to=None)  # `copy` brings it there, and tells why not.
        return make_backup(order, verify_backup).backup.name

    def copy(self) -> None:
        """Bring the newest backup to the second folder, unless it is there or somebody does it."""
        with suppress(StorageBusyError):
            copy_backup(self.order())
