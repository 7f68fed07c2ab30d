"""Making backups unreadable that still hold somebody who was erased."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from storage.backup.folder import Backup, BackupFolder
from storage.errors import DamagedDatabaseError
from storage.facility_files import FacilityPaths
from storage.private_files import flush_to_disk


def shred_older(folders: Sequence[Path], paths: FacilityPaths, erasure: int) -> Sequence[str]:
    """Destroy the key of every backup made before an erasure, and what restores set aside.

    Copies of such backups on other media become unreadable with it, unless somebody copied the key
    files too; changing the database key afterwards makes those worthless.

    Args:
        erasure: number of the audit entry of the erasure.

    Returns:
        Names of the backups.
    """
    shredded = [name for folder in folders for name in _shred(folder, erasure)]
    shutil.rmtree(paths.data / "set-aside", ignore_errors=True)
    return shredded


def holding(folder: Path, erasure: int) -> Sequence[Backup]:
    """Return the backups of a folder that were made before an erasure and are still readable."""
    return [
        backup
        for backup in BackupFolder(folder).all()
        if backup.key_file.exists() and _is_older(backup, erasure)
    ]


def _is_older(backup: Backup, erasure: int) -> bool:
    try:
        return backup.told().audit_count < erasure
    except DamagedDatabaseError:
        return True


def _shred(folder: Path, erasure: int) -> list[str]:
    shredded = []
    for backup in holding(folder, erasure):
        _overwrite(backup.key_file)
        backup.key_file.unlink()
        flush_to_disk(backup.key_file.parent)
        shredded.append(backup.name)
    return shredded


def _overwrite(path: Path) -> None:
    # In its place, not beside it; on flash the old block may live on all the same, which rotating
    # the key covers.
    with path.open("r+b") as file:
        file.write(b"0" * path.stat().st_size)
        file.flush()
        os.fsync(file.fileno())
