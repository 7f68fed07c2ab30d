"""The audit log as staff may see it: every reading of it is an entry as well."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog, ChainVerdict
from app.clock import Clock
from app.identity import Gate, Permission, StaffSession, needs
from app.oversight import AuditTrail, Trail, TrailRow
from app.runtime import Lane


class AuditUnit(Protocol):
    """What is written."""

    @property
    def audit(self) -> AuditLog:
        """The log."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are looked for; what is empty or None counts for all.

    Attributes:
        person: id of who acted.
        about: id of whom or what it was about.
        since, until: from the one moment to before the other.
    """

    person: str = ""
    about: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def fits(self, row: TrailRow) -> bool:
        """Whether an entry is wanted."""
        entry = row.entry
        return (
            self.person in {"", entry.actor}
            and self.about in {"", entry.subject}
            and self.action in {"", entry.action}
            and (self.since is None or entry.at >= self.since)
            and (self.until is None or entry.at < self.until)
        )


@dataclass(frozen=True, slots=True)
class StationAudit:
    """Reads and verifies the log."""

    gate: Gate
    trail: AuditTrail
    units: Callable[[], AbstractContextManager[AuditUnit]]
    database: Lane
    clock: Clock

    @needs(Permission.VERIFY_AUDIT)
    async def verify(self, _session: StaffSession) -> ChainVerdict:
        """Verify the whole chain; it says nothing about anybody."""
        return await self.trail.verify()

    @needs(Permission.READ_AUDIT)
    async def read(self, session: StaffSession) -> Trail:
        """Return the newest entries and verify the whole chain.

        Residents are named only to those who may see residents; others see ids.
        """
        trail = await self.trail.read()
        draft = AuditDraft(
            AuditAction.AUDIT_READ, str(session.member.id), details={"entries": len(trail.rows)}
        )

        def note() -> None:
            with self.units() as unit:
                unit.audit.append(draft, self.clock())

        await self.database.run(note)
        if await self.gate.allows(session, Permission.SEE_RESIDENTS):
            return trail
        staff = await self.database.run(self._staff_ids)
        return replace(trail, rows=[_without_residents(row, staff) for row in trail.rows])

    def _staff_ids(self) -> frozenset[str]:
        return self.trail.staff_ids()


def _without_residents(row: TrailRow, staff: frozenset[str]) -> TrailRow:
    entry = row.entry
    actor = row.actor if entry.actor in staff or entry.actor == "lilo" else entry.actor
    subject = row.subject if entry.subject in staff else entry.subject
    return replace(row, actor=actor, subject=subject)
