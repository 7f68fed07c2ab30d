"""Making a backup: beside the others, proven, and only then given its name."""

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from storage.backup.copies import bring_copies, is_copied
from storage.backup.copying import Progress, copy_database
from storage.backup.files import keep_files
from storage.backup.folder import Backup, BackupFolder, Manifest, sum_of
from storage.backup.keys import keep_key, new_key
from storage.backup.looking import last_erasure, look_into
from storage.backup.shredding import holding, shred_older
from storage.errors import StorageError, StorageFullError, file_faults_named
from storage.facility_files import FacilityPaths
from storage.file_lock import file_lock
from storage.keys.facility_keys import FacilityKeys
from storage.private_files import make_private_folder

_SPARE_BYTES = 16 << 20

Proof = Callable[[Backup, FacilityKeys], object]
"""Restores a backup into a scratch place and raises what is wrong with it."""


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A finished backup, and how long it took.

    Attributes:
        megabytes: size of the database.
        copied_s, proven_s: seconds for copying it, and for restoring and checking it.
        copied_to: the second folder; None without one, or where it could not be copied.
        copy_fault: why it could not; the backup itself is made and proven.
        shredded: older backups that held somebody who was erased, and are unreadable now.
    """

    backup: Backup
    megabytes: float
    copied_s: float
    proven_s: float
    copied_to: Path | None = None
    shredded: tuple[str, ...] = ()
    copy_fault: StorageError | None = None


@dataclass(frozen=True, slots=True)
class BackupOrder:
    """What to back up and where.

    Attributes:
        reason: `command`, `schedule`, `migration`, `erasure`.
        keep: finished backups that stay, this one included.
        copy_to: a second folder, or None.
    """

    paths: FacilityPaths
    database: Path
    keys: FacilityKeys
    folder: Path
    at: datetime
    reason: str
    keep: int
    copy_to: Path | None = None


def make_backup(order: BackupOrder, prove: Proof, progress: Progress | None = None) -> BackupReport:
    """Make a backup while the facility is in use, prove it, and remove the oldest. Blocking.

    Until it is proven it has another name, and no older one is touched: whatever happens on the
    way, the backups that were there are whole.

    Once it is proven, older ones that hold somebody who was erased become unreadable; only then
    is it copied. A second folder that is away keeps neither from being done.

    Raises:
        StorageError: no room, a damaged database, or the backup did not prove good.
    """
    folder = BackupFolder(order.folder.absolute())
    with file_faults_named(folder.path):
        make_private_folder(folder.path)
        with file_lock(folder.lock, timeout_s=1.0):
            folder.discard_unfinished()
            _refuse_if_full(folder.path, order)
            report = _made(folder, order, prove, progress)
            first = (order.folder, order.paths.before_migration)
            report = replace(report, shredded=_shredded(order, first))
            for old in folder.all()[: -order.keep]:
                folder.remove(old)
    try:
        return _copied(report, order)
    except StorageError as fault:
        return replace(report, copy_fault=fault)


def copy_backup(order: BackupOrder) -> bool:
    """Bring the newest backup to the second folder unless it is there. Blocking.

    Copies there that hold somebody who was erased become unreadable first.

    Returns:
        Whether anything had to be done.

    Raises:
        StorageError: the folder is away, read-only or full.
    """
    if order.copy_to is None:
        return False
    first, second = BackupFolder(order.folder.absolute()), BackupFolder(order.copy_to.absolute())
    with file_faults_named(second.path):
        if is_copied(first, second) and not _shreddable(order, (second.path,)):
            return False
        with file_lock(first.lock, timeout_s=1.0):
            _shredded(order, (second.path,))
            bring_copies(first, second, order.keep)
    return True


def _made(
    folder: BackupFolder, order: BackupOrder, prove: Proof, progress: Progress | None
) -> BackupReport:
    name = f"{folder.next_number():06d}-{order.at:%Y%m%dT%H%M%SZ}"
    backup, key = folder.begin(name), new_key()
    try:
        keep_key(backup.key_file, key, order.keys.database)
        begun = time.perf_counter()
        copy_database(order.database, order.keys.database, backup.database, key, progress)
        copied = time.perf_counter()
        keep_files(order.paths, backup, key)
        backup.write_manifest(_manifest(backup, key, order), key)
        prove(backup, order.keys)
        proven = time.perf_counter()
        finished = folder.finish(backup)
    except BaseException:
        shutil.rmtree(backup.folder, ignore_errors=True)
        backup.key_file.unlink(missing_ok=True)
        raise
    size = finished.database.stat().st_size / 1e6
    return BackupReport(finished, size, copied - begun, proven - copied)


def _manifest(backup: Backup, key: bytes, order: BackupOrder) -> Manifest:
    seen = look_into(backup.database, key)
    files = sorted(path for path in backup.folder.rglob("*") if path.is_file())
    return Manifest(
        number=int(backup.name.partition("-")[0]),
        made_at=order.at.isoformat(timespec="seconds"),
        reason=order.reason,
        revision=seen.revision,
        audit_count=seen.audit_count,
        audit_head=seen.audit_head,
        bytes=backup.database.stat().st_size,
        sums={str(path.relative_to(backup.folder)): sum_of(path) for path in files},
    )


def _copied(report: BackupReport, order: BackupOrder) -> BackupReport:
    if order.copy_to is None:
        return report
    second = BackupFolder(order.copy_to.absolute())
    first = BackupFolder(order.folder.absolute())
    with file_faults_named(second.path), file_lock(first.lock, timeout_s=1.0):
        shredded = (*report.shredded, *_shredded(order, (second.path,)))
        report = replace(report, shredded=shredded)
        bring_copies(first, second, order.keep)
    return replace(report, copied_to=second.path)


def _shredded(order: BackupOrder, folders: Sequence[Path]) -> tuple[str, ...]:
    """Make older backups unreadable that hold somebody whom the newest one no longer holds."""
    erasure = _erasure(order)
    return tuple(shred_older(folders, order.paths, erasure)) if erasure else ()


def _shreddable(order: BackupOrder, folders: Sequence[Path]) -> bool:
    erasure = _erasure(order)
    return bool(erasure and any(holding(folder, erasure) for folder in folders))


def _erasure(order: BackupOrder) -> int:
    """Return the number of the last erasure's entry, once a backup was made after it; else 0."""
    erasure = last_erasure(order.database, order.keys.database)
    readable = [b for b in BackupFolder(order.folder.absolute()).all() if b.key_file.exists()]
    return erasure if readable and readable[-1].told().audit_count >= erasure else 0


def _refuse_if_full(folder: Path, order: BackupOrder) -> None:
    # Twice: proving restores it once more. That migrates it, too: at most every table is written
    # anew in one transaction, to the log beside the database and then into it.
    times = 4 if order.reason == "migration" else 2
    needed = times * order.database.stat().st_size + _SPARE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StorageFullError(
            f"A backup needs {needed // 1_000_000} MB in {folder}, and {free // 1_000_000} MB are "
            "free. None was made; those that are there are whole.",
            "Free some space, name another folder under `backup.folder`, or keep fewer "
            "(`backup.keep`).",
        )
