"""Copying a database while it is in use, from one key to another."""

from collections.abc import Callable
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from storage.connection import connect
from storage.errors import of_sqlite
from storage.private_files import flush_to_disk, make_private_file

_PAGES = 2_000
"""Copied at a time, 8 MB: between two, an interruption is noticed and progress is told."""

Progress = Callable[[int, int], None]
"""Told how many pages are done, and how many there are."""


def copy_database(
    source: Path,
    source_key: bytes,
    target: Path,
    target_key: bytes,
    progress: Progress | None = None,
) -> None:
    """Write one moment's state of the source into a new file under another key. Blocking.

    Others go on reading and writing meanwhile: the source is held in one read transaction, so what
    they write is neither waited for nor copied. Pages are decrypted and their MACs checked on the
    way, so a damaged page ends the copy.

    Raises:
        StorageError: the source is damaged or under another key, or the disk is full.
    """
    make_private_file(target)
    reading = writing = None
    try:
        reading = connect(source, source_key)
        reading.execute("PRAGMA query_only = ON")
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        writing = _connect_new(target, target_key)
        reading.backup(
            writing,
            pages=_PAGES,
            progress=lambda _status, left, all_: progress and progress(all_ - left, all_),
        )
    except sqlcipher.Error as fault:
        raise of_sqlite(fault, source) from fault
    finally:
        for connection in (reading, writing):
            if connection is not None:
                connection.close()
    flush_to_disk(target)


def _connect_new(path: Path, key: bytes) -> sqlcipher.Connection:
    # Without journal and waiting for the disk: a half-made copy is thrown away in any case.
    connection = sqlcipher.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None)
    for setting in (
        "PRAGMA cipher_log = off",
        f"PRAGMA key = \"x'{key.hex()}'\"",
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",
    ):
        connection.execute(setting)
    return connection
