"""Proving a backup: it is restored into a scratch place and everything in it is read."""

import shutil
import tempfile
from pathlib import Path

from app.audit import History, verify_log
from storage.backup.copying import Progress, copy_database
from storage.backup.files import read_files
from storage.backup.folder import SCRATCH, SCRATCH_LOCK, Backup, Manifest
from storage.backup.keys import new_key, read_key
from storage.errors import DamagedDatabaseError, file_faults_named
from storage.file_lock import file_lock
from storage.keys.facility_keys import FacilityKeys
from storage.unit_of_work import Database


def verify_backup(backup: Backup, keys: FacilityKeys, progress: Progress | None = None) -> Manifest:
    """Restore a backup into a scratch place, check every page, reference and audit entry. Blocking.

    In the scratch place lies only the database, under a key that is thrown away. An older one is
    also brought up to date there, as it would be by a restore.

    Raises:
        StorageError: what is wrong with it; nothing was changed.
    """
    key = read_key(backup.key_file, keys.database)
    manifest = backup.checked(key)
    with file_faults_named(backup.folder):
        read_files(backup, key)
        scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=backup.folder.parent))
        try:
            with file_lock(scratch / SCRATCH_LOCK):
                _check(backup, manifest, key, keys, scratch, progress)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return manifest


def _check(
    backup: Backup,
    manifest: Manifest,
    key: bytes,
    keys: FacilityKeys,
    scratch: Path,
    progress: Progress | None,
) -> None:
    thrown_away = new_key()
    path = scratch / "lilo.db"
    copy_database(backup.database, key, path, thrown_away, progress)
    with Database.open_scratch(path, FacilityKeys(thrown_away, keys.audit)) as database:
        problems = database.check()
        with database.reading() as unit:
            verdict = verify_log(unit.audit, keys.audit, History())
            head = next(iter(unit.audit.latest(1)), None)
    if problems:
        raise _bad(backup, problems[0])
    if not verdict.valid:
        raise _bad(backup, verdict.reason)
    if verdict.checked != manifest.audit_count or (head and head.mac != manifest.audit_head):
        raise _bad(backup, "Its audit log is not the one that its manifest names.")


def _bad(backup: Backup, why: str) -> DamagedDatabaseError:
    return DamagedDatabaseError(
        f"The backup {backup.name} does not prove good. {why}",
        "Use another backup, and check the disk. Nothing was changed.",
    )
