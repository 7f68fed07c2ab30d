"""Logs, rows and checkpoints for tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.audit import AuditAction, AuditDraft, AuditEntry, AuditRow, seal
from app.audit.canonical import canonical_details, canonical_moment
from tests.fakes.clock import NOON

KEY = b"k" * 32


def rows(length: int, key: bytes = KEY) -> list[AuditRow]:
    entries: list[AuditEntry] = []
    for number in range(length):
        draft = AuditDraft(
            AuditAction.ALERT_RAISED, "lilo", f"subject-{number}", {"turn": number, "level": "high"}
        )
        entries.append(seal(key, draft, NOON, entries[-1] if entries else None))
    return list(map(row_of, entries))


def row_of(entry: AuditEntry) -> AuditRow:
    return AuditRow(
        entry.sequence,
        canonical_moment(entry.at),
        str(entry.action),
        entry.actor,
        entry.subject,
        canonical_details(entry.details),
        entry.previous_mac,
        entry.mac,
    )


@dataclass(slots=True)
class MemoryStore:
    """A checkpoint store without files."""

    kept: list[str] = field(default_factory=list)

    def lines(self) -> Sequence[str]:
        return tuple(self.kept)

    def extend(self, next_line: Callable[[Sequence[str]], str | None]) -> bool:
        line = next_line(self.lines())
        if line is not None:
            self.kept.append(line)
        return line is not None


class MemoryLog:
    """An audit log without a database."""

    def __init__(self, kept: Sequence[AuditRow] = ()) -> None:
        self.kept = list(kept)

    def rows(self, *, after: int = 0, limit: int | None = None) -> Sequence[AuditRow]:
        return [row for row in self.kept if row.sequence > after][:limit]

    def latest(self, limit: int) -> Sequence[AuditEntry]:
        return [row.entry() for row in reversed(self.kept[-limit:])]
