"""Making backups unreadable that still hold somebody who was erased."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from storage.backup.folder import BackupFolder
from storage.errors import DamagedDatabaseError
from storage.facility_files import FacilityPaths
from storage.private_files import flush_to_disk, write_durably

_KEY_FILE_BYTES = 81


def shred_older(folders: Sequence[Path], paths: FacilityPaths, erasure: int) -> Sequence[str]:
    """Destroy the key of every backup made before an erasure, and what restores set aside.

    Copies of such backups on other media become unreadable with it, unless somebody copied the key
    files too; changing the database key afterwards makes those worthless.

    Args:
        erasure: number of the audit entry of the erasure.

    Returns:
        Names of the backups.
    """
    shredded = [name for folder in folders for name in _shred(BackupFolder(folder), erasure)]
    shutil.rmtree(paths.data / "set-aside", ignore_errors=True)
    return shredded


def _shred(folder: BackupFolder, erasure: int) -> list[str]:
    shredded = []
    for backup in folder.all():
        try:
            holds = backup.told().audit_count < erasure
        except DamagedDatabaseError:
            holds = True
        if holds and backup.key_file.exists():
            # Overwritten first; on flash the old block may live on, which rotating the key covers.
            write_durably(backup.key_file, b"0" * _KEY_FILE_BYTES)
            backup.key_file.unlink()
            flush_to_disk(backup.key_file.parent)
            shredded.append(backup.name)
    return shredded
