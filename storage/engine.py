"""Opening the encrypted database: the right key, no half-made file, the right version."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, text

from storage.connection import make_engine, outside_transactions
from storage.database_files import DatabaseFiles
from storage.errors import DamagedDatabaseError, StorageError, WrongKeyError, file_faults_named
from storage.file_lock import file_lock
from storage.key_check import KeyVerdict, read_key_check, write_key_check
from storage.migrate import bring_up_to_date
from storage.private_files import (
    flush_to_disk,
    make_private_file,
    make_private_folder,
    rename_durably,
)

KEY_BYTES = 32


def open_database(
    path: Path, key: bytes, before_migration: Callable[[], None] = lambda: None
) -> Engine:
    """Open the database, make it if there never was one, and bring it up to date.

    The engine has one connection, for use from one thread at a time. Processes that start
    together wait for each other.

    Args:
        before_migration: called before an older database is changed; raising prevents it.

    Raises:
        WrongKeyError, DamagedDatabaseError, NewerDatabaseError, ReadOnlyStorageError,
        StorageFullError, StorageBusyError: as their names say; nothing was changed.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"A database key has {KEY_BYTES} bytes, this one {len(key)}.")
    files = DatabaseFiles(path.absolute())
    with file_faults_named(files.main):
        make_private_folder(files.main.parent)
        with file_lock(files.lock):
            files.refuse_if_lost()
            if not files.main.exists():
                _make(files, key)
            return _open(files, key, before_migration)


def _make(files: DatabaseFiles, key: bytes) -> None:
    files.discard_unfinished()
    make_private_file(files.unfinished)
    engine = make_engine(files.unfinished, key)
    try:
        bring_up_to_date(engine)
        _fold_log_into_file(engine, files.unfinished)
    finally:
        engine.dispose()
    flush_to_disk(files.unfinished)
    write_key_check(files.key_check, key)
    rename_durably(files.unfinished, files.main)


def _fold_log_into_file(engine: Engine, path: Path) -> None:
    # The log would not follow the file when that is renamed.
    with engine.connect() as connection:
        ((left_over, *_),) = outside_transactions(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
    if left_over:
        raise StorageError(f"The new database at {path} could not be completed.", "Try again.")


def _open(files: DatabaseFiles, key: bytes, before_migration: Callable[[], None]) -> Engine:
    verdict = read_key_check(files.key_check, key)
    if verdict is KeyVerdict.WRONG:
        raise WrongKeyError(
            f"The database at {files.main} was made with another key than the one found.",
            "Start Lilo as the user who set the facility up, or give back that user's key. "
            "Nothing was changed.",
        )
    engine = make_engine(files.main, key)
    try:
        _read_first_page(engine, files, verdict)
        bring_up_to_date(engine, before_migration)
        if verdict is KeyVerdict.UNKNOWN:
            write_key_check(files.key_check, key)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _read_first_page(engine: Engine, files: DatabaseFiles, verdict: KeyVerdict) -> None:
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT count(*) FROM sqlite_master"))
    except DamagedDatabaseError as error:
        if verdict is KeyVerdict.RIGHT:
            raise
        raise WrongKeyError(
            f"The database at {files.main} does not open with the key found. Either the key is "
            f"another one or the file is damaged; {files.key_check.name} could tell, but is gone.",
            "Restore the key or the latest backup. Nothing was changed.",
        ) from error
