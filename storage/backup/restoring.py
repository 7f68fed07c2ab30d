"""Putting a backup back. What was there is set aside, never overwritten."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from storage.backup.copying import Progress, copy_database
from storage.backup.files import SEALED, bring_key_files, unpack_files
from storage.backup.folder import Backup, Manifest
from storage.backup.keys import read_key
from storage.backup.looking import audit_mac_at, look_into
from storage.backup.verifying import verify_backup
from storage.connection import connect
from storage.database_files import DatabaseFiles
from storage.errors import StorageError, file_faults_named
from storage.facility_files import FacilityPaths
from storage.file_lock import file_lock, in_use_by_nobody
from storage.key_check import write_key_check
from storage.keys.facility_keys import FacilityKeys
from storage.private_files import flush_to_disk, make_private_folder, rename_durably

_ASIDE = "set-aside"


class NewerThanBackupError(StorageError):
    """The facility holds what the backup does not."""

    code = "storage.newer_than_backup"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        set_aside: where the database and files are that were there before; None for a new folder.
    """

    manifest: Manifest
    set_aside: Path | None


def restore_backup(
    backup: Backup,
    paths: FacilityPaths,
    keys: FacilityKeys,
    at: datetime,
    *,
    replace_newer: bool,
    progress: Progress | None = None,
) -> Restored:
    """Prove a backup, set aside what is there, and put the backup in its place. Blocking.

    Args:
        replace_newer: go on although the facility holds entries that the backup does not.

    Raises:
        NewerThanBackupError: the facility holds more than the backup.
        StorageBusyError: Lilo is open on this facility.
        StorageError: the backup does not prove good; nothing was changed.
    """
    files = DatabaseFiles(paths.database.absolute())
    paths.prepare()
    with file_faults_named(files.main), in_use_by_nobody(files.in_use), file_lock(files.lock):
        manifest = verify_backup(backup, keys, progress)
        if not replace_newer:
            _refuse_if_newer(files.main, keys, manifest)
        key = read_key(backup.key_file, keys.database)
        files.discard_restored()
        copy_database(backup.database, key, files.restored, keys.database)
        aside = _set_aside(files, keys.database, paths, at)
        write_key_check(files.key_check, keys.database)
        rename_durably(files.restored, files.main)
        _put_files(backup, key, paths, aside)
    return Restored(manifest, aside)


def _refuse_if_newer(live: Path, keys: FacilityKeys, manifest: Manifest) -> None:
    if not live.exists():
        return
    try:
        seen = look_into(live, keys.database)
        same = audit_mac_at(live, keys.database, manifest.audit_count) == manifest.audit_head
    except StorageError:
        return  # It cannot be read, which is why somebody restores.
    if seen.audit_count > manifest.audit_count or not same:
        lost = max(seen.audit_count - manifest.audit_count, 0)
        raise NewerThanBackupError(
            f"The facility holds what this backup does not: {lost} audit entries and what belongs "
            "to them."
            if same
            else "The facility and this backup have gone different ways.",
            "Make a backup of it first. To put the older state back all the same: --replace-newer. "
            "What is there now is set aside, not deleted.",
        )


def _set_aside(files: DatabaseFiles, key: bytes, paths: FacilityPaths, at: datetime) -> Path | None:
    """Keep what is there under another name, and leave no log that could run into the new file."""
    if not files.main.exists() and not files.write_ahead_log.exists():
        return None
    aside = paths.data / _ASIDE / f"{at:%Y%m%dT%H%M%S%fZ}"
    make_private_folder(aside.parent)
    make_private_folder(aside)
    # A second name for the same file: until the rename that puts the restored one in its place,
    # the old database stays where it is.
    if files.main.exists():
        _fold_log(files.main, key)
        os.link(files.main, aside / files.main.name)
    for ending in ("-wal", "-shm"):
        left = files.main.with_name(files.main.name + ending)
        if left.exists():
            _move_into(left, aside)
    flush_to_disk(aside)
    return aside


def _fold_log(main: Path, key: bytes) -> None:
    """Bring what stands in the log into the file, where the file can still be read."""
    try:
        connection = connect(main, key)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode = DELETE")
        finally:
            connection.close()
    except sqlcipher.Error:
        return  # Damaged: the log is set aside beside it.


def _move_into(path: Path, folder: Path) -> None:
    """Move a file into another folder of the same disk."""
    path.replace(folder / path.name)
    flush_to_disk(folder)
    flush_to_disk(path.parent)


def _put_files(backup: Backup, key: bytes, paths: FacilityPaths, aside: Path | None) -> None:
    """Put configuration and photos back; checkpoints of this machine are never replaced."""
    fresh = paths.data / ".restored-files"
    shutil.rmtree(fresh, ignore_errors=True)
    unpack_files(backup, key, fresh)
    for name in SEALED:
        here, new = paths.root / name, fresh / name
        if not new.is_dir() or (name == "checkpoints" and here.exists()):
            continue
        if here.exists() and aside is not None:
            here.replace(aside / name)
        elif here.exists():
            shutil.rmtree(here)
        new.replace(here)
    shutil.rmtree(fresh, ignore_errors=True)
    bring_key_files(backup, paths)
    flush_to_disk(paths.root)
