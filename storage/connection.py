"""Connections to the encrypted file: cipher, settings, transactions, faults in words."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from storage.errors import of_sqlite

WRITES = "lilo_writes"
"""Execution option of a connection: its transactions write. Without it they can only read."""

_BUSY_S = 5.0
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # INSERT OR REPLACE deletes without asking the delete triggers unless these may recurse.
    "PRAGMA recursive_triggers = ON",
    "PRAGMA temp_store = MEMORY",
    # What was erased must not lie on in free pages, nor be copied into backups with them.
    "PRAGMA secure_delete = ON",
    "PRAGMA cache_size = -32768",
)


def make_engine(path: Path, key: bytes) -> Engine:
    """Return an engine for an existing file; its faults arrive as `StorageError`s."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher,
        creator=lambda: connect(path, key),
        # One connection: `PRAGMA data_version` compares with what the same connection saw before.
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=_BUSY_S,
        # Values are residents' words; they must not reach an error message or a log.
        hide_parameters=True,
        # A trace is kept for staff: an odd value in it must not keep the message from being kept.
        json_serializer=partial(json.dumps, default=str),
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", lambda context: _in_words(context, path))
    return engine


def quick_rows(
    connection: Connection, statement: str, values: Sequence[object]
) -> Sequence[tuple[Any, ...]]:
    """Run a plain SELECT within the running transaction, and return its rows as the driver does.

    For what every turn asks several times: making results that know their columns takes SQLAlchemy
    ten times as long as SQLite takes to find the rows.

    Raises:
        StorageError: as for any other statement.
    """
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement, values)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    except sqlcipher.Error as fault:
        raise of_sqlite(fault, Path(connection.engine.url.database or "")) from fault
    finally:
        cursor.close()
    return rows


def outside_transactions(connection: Connection, statement: str) -> list[tuple[Any, ...]]:
    """Run what SQLite allows only between transactions, and return its rows.

    Raises:
        StorageError: as for any other statement.
    """
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement)
        return [tuple(row) for row in cursor.fetchall()]
    except sqlcipher.Error as fault:
        raise of_sqlite(fault, Path(connection.engine.url.database or "")) from fault
    finally:
        cursor.close()


def connect(path: Path, key: bytes) -> Any:
    """Return a connection of the driver itself to an existing file, for one thread at a time."""
    # mode=rw: a file that has vanished is an error, not an occasion to make an empty one.
    connection = sqlcipher.connect(
        f"{path.as_uri()}?mode=rw",
        uri=True,
        timeout=_BUSY_S,
        isolation_level=None,  # Transactions begin where `_begin` says, nowhere else.
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA cipher_log = off")  # It would write to standard error.
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for setting in _SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    # A writing unit takes the write lock at once: one that read first and wanted to write later
    # could find that another process had written in between.
    if connection.get_execution_options().get(WRITES):
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")


def _in_words(context: ExceptionContext, path: Path) -> BaseException | None:
    fault = context.original_exception
    return of_sqlite(fault, path) if isinstance(fault, sqlcipher.Error) else None
