"""Looking into a database without opening the facility: its revision, and how long its log is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from app.audit import AuditAction
from app.audit.chain import START
from storage.connection import connect
from storage.errors import of_sqlite


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen.

    Attributes:
        audit_head: MAC of the last entry of the audit log; zeros for an empty one.
    """

    revision: str
    audit_count: int
    audit_head: str


def look_into(path: Path, key: bytes) -> Seen:
    """Return how far a database has come.

    Raises:
        StorageError: it does not open with this key, or is damaged.
    """
    ((revision,),) = _asked(path, key, "SELECT version_num FROM alembic_version")
    last = _asked(
        path, key, "SELECT sequence, mac FROM audit_entries ORDER BY sequence DESC LIMIT 1"
    )
    ((count, head),) = last or [(0, START)]
    return Seen(str(revision), int(count), str(head))


def audit_mac_at(path: Path, key: bytes, sequence: int) -> str:
    """Return the MAC of one entry of the audit log; zeros for entry 0, empty when there is none.

    Raises:
        StorageError: as for `look_into`.
    """
    if sequence == 0:
        return START
    found = _asked(path, key, "SELECT mac FROM audit_entries WHERE sequence = ?", sequence)
    return str(found[0][0]) if found else ""


def last_erasure(path: Path, key: bytes) -> int:
    """Return the number of the audit entry of the last erasure of a person; 0 without one.

    Raises:
        StorageError: as for `look_into`.
    """
    ((sequence,),) = _asked(
        path,
        key,
        "SELECT coalesce(max(sequence), 0) FROM audit_entries WHERE action = ?",
        AuditAction.ERASED.value,
    )
    return int(sequence)


def _asked(path: Path, key: bytes, query: str, *values: object) -> list[tuple[Any, ...]]:
    try:
        connection = connect(path, key)
        try:
            connection.execute("PRAGMA query_only = ON")
            return list(connection.execute(query, values).fetchall())
        finally:
            connection.close()
    except sqlcipher.Error as fault:
        raise of_sqlite(fault, path) from fault
