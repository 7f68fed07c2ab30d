"""The audit log on the `audit_entries` table.

In plain SQL rather than through the mapper: an entry is written in nearly every unit of work, and
verifying reads millions.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.audit import AuditDraft, AuditEntry, AuditRow, clean, seal
from app.audit.canonical import canonical_details, canonical_moment
from app.privacy import Redactor

_COLUMNS = "sequence, at, action, actor, subject, details, previous_mac, mac"
_ADD = f"INSERT INTO audit_entries ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_AFTER = f"SELECT {_COLUMNS} FROM audit_entries WHERE sequence > ? ORDER BY sequence LIMIT ?"  # noqa: S608
_LATEST = f"SELECT {_COLUMNS} FROM audit_entries ORDER BY sequence DESC LIMIT ?"  # noqa: S608
_UNLIMITED = -1


class SqlAuditLog:
    """Implements `app.audit.AuditLog`."""

    def __init__(self, session: Session, key: bytes, redactor: Callable[[], Redactor]) -> None:
        self._session = session
        self._key = key
        self._redactor = redactor

    def append(self, draft: AuditDraft, at: datetime) -> AuditEntry:
        """Seal the draft to the end of the chain; it counts once the unit commits."""
        # Read each time, never remembered: the unit holds the write lock, so this is the end of
        # the chain whichever process wrote it.
        last = next(iter(self.latest(1)), None)
        entry = seal(self._key, clean(draft, self._redactor), at, last)
        self._do(_ADD, *_values_of(entry))
        return entry

    def append_all(self, drafts: Iterable[tuple[AuditDraft, datetime]]) -> int:
        """Seal many drafts to the end of the chain in their order; return how many."""
        rows = list(map(_values_of, self._sealed(drafts)))
        if rows:
            self._session.connection().exec_driver_sql(_ADD, rows)
        return len(rows)

    def _sealed(self, drafts: Iterable[tuple[AuditDraft, datetime]]) -> Iterator[AuditEntry]:
        last = next(iter(self.latest(1)), None)
        for draft, at in drafts:
            last = seal(self._key, clean(draft, self._redactor), at, last)
            yield last

    def entries(self, *, after: int = 0, limit: int | None = None) -> Sequence[AuditEntry]:
        """Return entries with a sequence above `after`, oldest first."""
        return [row.entry() for row in self.rows(after=after, limit=limit)]

    def rows(self, *, after: int = 0, limit: int | None = None) -> Sequence[AuditRow]:
        """Return entries with a sequence above `after` as they are kept, oldest first."""
        found = self._do(_AFTER, after, _UNLIMITED if limit is None else max(limit, 0))
        return list(map(AuditRow._make, found))

    def latest(self, limit: int) -> Sequence[AuditEntry]:
        """Return the newest entries, newest first."""
        return [AuditRow._make(row).entry() for row in self._do(_LATEST, max(limit, 0))]

    def count(self) -> int:
        """Return how many entries there are."""
        ((count,),) = self._do("SELECT count(*) FROM audit_entries")
        return int(count)

    def _do(self, statement: str, *values: object) -> Sequence[tuple[Any, ...]]:
        result = self._session.connection().exec_driver_sql(statement, values)
        cursor = result.cursor
        return cursor.fetchall() if cursor is not None and result.returns_rows else ()


def _values_of(entry: AuditEntry) -> tuple[object, ...]:
    return (
        entry.sequence,
        canonical_moment(entry.at),
        str(entry.action),
        entry.actor,
        entry.subject,
        canonical_details(entry.details),
        entry.previous_mac,
        entry.mac,
    )
