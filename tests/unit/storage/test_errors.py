"""Every fault of the disk has a name, a reason and a remedy."""

import errno
import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from storage.errors import (
    DamagedDatabaseError,
    ReadOnlyStorageError,
    RefusedChangeError,
    StorageBusyError,
    StorageError,
    StorageFullError,
    file_faults_named,
    of_sqlite,
)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, StorageFullError),
        (errno.EDQUOT, StorageFullError),
        (errno.EROFS, ReadOnlyStorageError),
        (errno.EACCES, ReadOnlyStorageError),
        (errno.EPERM, ReadOnlyStorageError),
        (errno.EIO, StorageError),
        (errno.ENOTDIR, StorageError),
    ],
)
def test_faults_of_the_file_system(tmp_path: Path, number: int, kind: type[StorageError]) -> None:
    with pytest.raises(StorageError) as caught, file_faults_named(tmp_path / "lilo.db"):
        raise OSError(number, os.strerror(number))
    assert type(caught.value) is kind
    assert str(tmp_path) in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlcipher.SQLITE_FULL, StorageFullError),
        (sqlcipher.SQLITE_READONLY, ReadOnlyStorageError),
        (sqlcipher.SQLITE_READONLY | 4 << 8, ReadOnlyStorageError),
        (sqlcipher.SQLITE_PERM, ReadOnlyStorageError),
        (sqlcipher.SQLITE_NOTADB, DamagedDatabaseError),
        (sqlcipher.SQLITE_CORRUPT, DamagedDatabaseError),
        (sqlcipher.SQLITE_BUSY, StorageBusyError),
        (sqlcipher.SQLITE_LOCKED, StorageBusyError),
        (sqlcipher.SQLITE_CONSTRAINT, RefusedChangeError),
        (sqlcipher.SQLITE_IOERR, StorageError),
        (sqlcipher.SQLITE_CANTOPEN, StorageError),
        (sqlcipher.SQLITE_NOMEM, StorageError),
        (None, StorageError),
    ],
)
def test_faults_of_the_database(tmp_path: Path, code: int | None, kind: type[StorageError]) -> None:
    fault = sqlcipher.OperationalError("as SQLite puts it")
    if code is not None:
        fault.sqlite_errorcode = code
    error = of_sqlite(fault, tmp_path / "lilo.db")
    assert type(error) is kind
    assert error.message


def test_codes_are_stable_and_differ() -> None:
    kinds = [StorageError, *StorageError.__subclasses__()]
    codes = [kind.code for kind in kinds]
    assert len(set(codes)) == len(codes)
    assert all(code == "storage" or code.startswith("storage.") for code in codes)
