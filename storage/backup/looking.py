"""Looking into a database without opening the facility: its revision, and how long its log is."""

from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

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
    try:
        connection = connect(path, key)
        try:
            connection.execute("PRAGMA query_only = ON")
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            last = connection.execute(
                "SELECT sequence, mac FROM audit_entries ORDER BY sequence DESC LIMIT 1"
            ).fetchone()
        finally:
            connection.close()
    except sqlcipher.Error as fault:
        raise of_sqlite(fault, path) from fault
    count, head = last or (0, START)
    return Seen(str(revision), int(count), str(head))


def audit_mac_at(path: Path, key: bytes, sequence: int) -> str:
    """Return the MAC of one entry of the audit log; zeros for entry 0, empty when there is none.

    Raises:
        StorageError: as for `look_into`.
    """
    if sequence == 0:
        return START
    try:
        connection = connect(path, key)
        try:
            connection.execute("PRAGMA query_only = ON")
            found = connection.execute(
                "SELECT mac FROM audit_entries WHERE sequence = ?", (sequence,)
            ).fetchone()
        finally:
            connection.close()
    except sqlcipher.Error as fault:
        raise of_sqlite(fault, path) from fault
    return str(found[0]) if found else ""
