"""What can go wrong with storage, in words for people, and how faults become those words."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from app.errors import LiloError

_NEARLY_FULL_BYTES = 1 << 20


class StorageError(LiloError):
    """Something could not be kept or found."""

    code = "storage"


class WrongKeyError(StorageError):
    """The database was made with another key."""

    code = "storage.wrong_key"


class DamagedDatabaseError(StorageError):
    """The database file, or a part of it, is not what was written."""

    code = "storage.damaged"


class NewerDatabaseError(StorageError):
    """The database belongs to a later version of Lilo."""

    code = "storage.newer"


class ReadOnlyStorageError(StorageError):
    """The disk or folder does not accept writing."""

    code = "storage.read_only"


class StorageFullError(StorageError):
    """There is no room left."""

    code = "storage.full"


class StorageBusyError(StorageError):
    """Another program held the database for too long."""

    code = "storage.busy"


class RefusedChangeError(StorageError):
    """The database's own rules forbid the change: evidence stays, references lead somewhere."""

    code = "storage.refused"


class UnknownRecordError(StorageError):
    """Something was asked for by an id that nothing has."""

    code = "storage.unknown_record"


class KeyUnavailableError(StorageError):
    """No key could be had for the facility."""

    code = "storage.key_unavailable"


@contextmanager
def file_faults_named(place: Path) -> Iterator[None]:
    """Raise faults of the file system as `StorageError`s."""
    try:
        yield
    except OSError as fault:
        raise _of_files(fault, place) from fault


def of_sqlite(fault: sqlcipher.Error, place: Path) -> StorageError:
    """Put a fault of the database at `place` into words."""
    # Extended result codes carry the primary one in their low byte.
    code = (getattr(fault, "sqlite_errorcode", None) or 0) & 0xFF
    if code == sqlcipher.SQLITE_FULL:
        return _full(place)
    if code in {sqlcipher.SQLITE_READONLY, sqlcipher.SQLITE_PERM}:
        return _read_only(place)
    if code == sqlcipher.SQLITE_CANTOPEN and not os.access(place.parent, os.W_OK):
        return _read_only(place)  # The log beside the database could not be made.
    if code in {sqlcipher.SQLITE_NOTADB, sqlcipher.SQLITE_CORRUPT}:
        return _damaged(place)
    if code in {sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED}:
        return busy(place)
    if code == sqlcipher.SQLITE_CONSTRAINT:
        # SQLite names columns and our triggers' sentences here, never values.
        return RefusedChangeError(f"The database refused a change: {fault}.")
    if code == sqlcipher.SQLITE_IOERR:
        # SQLite hides the reason of an input/output error; the commonest is a full disk.
        return _full(place) if _is_nearly_full(place) else _disk_fault(place)
    return StorageError(f"The database at {place} could not do what was asked: {fault}.")


def _of_files(fault: OSError, place: Path) -> StorageError:
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _full(place)
    if fault.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return _read_only(place)
    if fault.errno == errno.EIO:
        return _disk_fault(place)
    return StorageError(
        f"{place} cannot be used: {fault.strerror}.",
        "Check that the facility's folder is the right one and that it can be written to.",
    )


def _full(place: Path) -> StorageFullError:
    return StorageFullError(
        f"There is no room left on the disk that holds {place}, so the last change was not kept.",
        "Free some space, then try again. What was kept before is safe.",
    )


def _read_only(place: Path) -> ReadOnlyStorageError:
    return ReadOnlyStorageError(
        f"{place} cannot be written to.",
        "Check that the disk is not mounted read-only and that the folder belongs to this user.",
    )


def _damaged(place: Path) -> DamagedDatabaseError:
    return DamagedDatabaseError(
        f"The database at {place} is damaged: a part of it is not what was written.",
        "Keep the file as it is, restore the latest backup, and check the disk.",
    )


def busy(place: Path) -> StorageBusyError:
    """Return the error for something at `place` that is held too long by somebody else."""
    return StorageBusyError(
        f"Another program is holding {place}.",
        "Wait a moment and try again; if it stays, close other Lilo windows and backup programs.",
    )


def _disk_fault(place: Path) -> StorageError:
    return StorageError(
        f"The disk that holds {place} reported a fault.",
        "Check the disk and its cable; make a backup while it still answers.",
    )


def _is_nearly_full(place: Path) -> bool:
    try:
        return shutil.disk_usage(place.parent).free < _NEARLY_FULL_BYTES
    except OSError:
        return False
