"""The audit log on the `audit_entries` table.

In plain SQL rather than through the mapper: an entry is written in nearly every unit of work, and
verifying reads millions.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.audit import AuditDraft, AuditEntry, AuditRow, Wanted, clean, seal
from app.audit.canonical import canonical_details, canonical_moment
from app.privacy import Redactor

_COLUMNS = "sequence, at, action, actor, subject, details, previous_mac, mac"
_ADD = f"INSERT INTO audit_entries ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_AFTER = f"SELECT {_COLUMNS} FROM audit_entries WHERE sequence > ? ORDER BY sequence LIMIT ?"  # noqa: S608
_LATEST = f"SELECT {_COLUMNS} FROM audit_entries ORDER BY sequence DESC LIMIT ?"  # noqa: S608
_LATEST_ACTS = "SELECT action, at FROM audit_entries ORDER BY sequence DESC LIMIT ?"
_UNLIMITED = -1
_COUNTED = 20_000
"""So far is counted to find the narrowest index: some milliseconds."""
_SINCE = "sequence >= (SELECT min(sequence) FROM audit_entries WHERE at >= ?)"
# Each step leaps to the next name in the index, past all entries that bear the same.
_ACTIONS = (
    "WITH RECURSIVE found(action) AS (SELECT min(action) FROM audit_entries UNION ALL "
    "SELECT (SELECT min(action) FROM audit_entries WHERE action > found.action) FROM found "
    "WHERE found.action IS NOT NULL) SELECT action FROM found WHERE action IS NOT NULL"
)


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

    def latest_acts(self, limit: int) -> Sequence[tuple[str, datetime]]:
        """Return what the newest entries say was done, and when, newest first."""
        found = self._do(_LATEST_ACTS, max(limit, 0))
        return [(action, datetime.fromisoformat(at)) for action, at in found]

    def newest(self, wanted: Wanted, limit: int) -> Sequence[AuditEntry]:
        """Return the newest entries that are wanted, newest first."""
        where, values = self._where(wanted)
        statement = f"SELECT {_COLUMNS} FROM audit_entries {where} ORDER BY sequence DESC LIMIT ?"  # noqa: S608
        return [AuditRow._make(row).entry() for row in self._do(statement, *values, limit)]

    def chosen(self, wanted: Wanted, *, after: int, limit: int) -> Sequence[AuditRow]:
        """Return wanted entries with a sequence above `after` as they are kept, oldest first."""
        where, values = self._where(wanted)
        further = f"{where} AND sequence > ?" if where else "WHERE sequence > ?"
        statement = f"SELECT {_COLUMNS} FROM audit_entries {further} ORDER BY sequence LIMIT ?"  # noqa: S608
        return list(map(AuditRow._make, self._do(statement, *values, after, limit)))

    def actions(self) -> Sequence[str]:
        """Return every action that the log holds, in the order of their names."""
        return [action for (action,) in self._do(_ACTIONS)]

    def count(self) -> int:
        """Return how many entries there are: the number of the newest, where none is missing."""
        # Counting them would read an index of all of them.
        ((last,),) = self._do("SELECT coalesce(max(sequence), 0) FROM audit_entries")
        return int(last)

    def _where(self, wanted: Wanted) -> tuple[str, Sequence[object]]:
        """Return a condition that is looked up in the narrowest of the indexes, with its values."""
        chosen = [
            (column, value)
            for column, value in (
                ("actor", wanted.person),
                ("subject", wanted.about),
                ("action", wanted.action),
            )
            if value
        ]
        parts: list[tuple[str, object]] = []
        narrowest = min(chosen, key=lambda one: self._at_most(*one), default=None)
        for column, value in chosen:
            # A plus sign keeps SQLite from looking there instead: it cannot know which is rarest.
            name = column if (column, value) == narrowest else f"+{column}"
            parts.append((f"{name} = ?", value))
        if wanted.since is not None:
            # The first entry of that time: from there on times need not be in order.
            parts.append((_SINCE, canonical_moment(wanted.since)))
            parts.append(("+at >= ?", canonical_moment(wanted.since)))
        if wanted.until is not None:
            parts.append(("+at < ?", canonical_moment(wanted.until)))
        if not parts:
            return "", ()
        return "WHERE " + " AND ".join(text for text, _ in parts), [value for _, value in parts]

    def _at_most(self, column: str, value: str) -> int:
        counting = f"SELECT count(*) FROM (SELECT 1 FROM audit_entries WHERE {column} = ? LIMIT ?)"  # noqa: S608
        ((count,),) = self._do(counting, value, _COUNTED)
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
