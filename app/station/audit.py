"""The audit log as staff may see it: every reading of it is an entry as well."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog, ChainVerdict, Detail, Wanted
from app.clock import Clock
from app.identity import (
    BreakGlassRepository,
    BrokenGlass,
    Gate,
    Permission,
    StaffRepository,
    StaffSession,
    needs,
)
from app.oversight import AuditTrail, Trail, TrailRow
from app.oversight.audit_trail import Progress
from app.runtime import Lane


class AuditUnit(Protocol):
    """What is read beside the trail, and written."""

    @property
    def audit(self) -> AuditLog:
        """The log."""

    @property
    def break_glass(self) -> BreakGlassRepository:
        """Break-glass access, with its reasons."""

    @property
    def staff(self) -> StaffRepository:
        """Who had it."""


@dataclass(frozen=True, slots=True)
class GlassLine:
    """Break-glass access that somebody had.

    Attributes:
        who: name of the staff member.
    """

    glass: BrokenGlass
    who: str


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class StationAudit:
    """Reads and verifies the log."""

    gate: Gate
    trail: AuditTrail
    units: Callable[[], AbstractContextManager[AuditUnit]]
    database: Lane
    clock: Clock

    @needs(Permission.VERIFY_AUDIT)
    async def verify(
        self,
        _session: StaffSession,
        *,
        whole: bool = False,
        progress: Progress = lambda _count: None,
    ) -> ChainVerdict:
        """Verify the chain; see `AuditTrail.verify`. It says nothing about anybody."""
        return await self.trail.verify(whole=whole, progress=progress)

    @needs(Permission.READ_AUDIT)
    async def read(self, session: StaffSession, wanted: Wanted = EVERYTHING) -> Trail:
        """Return the newest entries that are wanted, of the whole log.

        Residents are named only to those who may see residents; others see ids.
        """
        trail = await self.trail.read(wanted)

        def note() -> None:
            with self.units() as unit:
                self._note(unit, session, {"entries": len(trail.rows)})

        await self.database.run(note)
        if await self.gate.allows(session, Permission.SEE_RESIDENTS):
            return trail
        staff = frozenset(trail.staff)
        rows = [_without_residents(row, staff) for row in trail.rows]
        return replace(trail, rows=rows, residents={})

    @needs(Permission.READ_AUDIT)
    async def glasses(self, session: StaffSession, limit: int = 100) -> tuple[GlassLine, ...]:
        """Return who broke the glass and why, in their own words, newest first."""

        def job() -> tuple[GlassLine, ...]:
            with self.units() as unit:
                found = [
                    (one, unit.staff.get(one.staff_id)) for one in unit.break_glass.newest(limit)
                ]
                self._note(unit, session, {"glasses": len(found)})
            return tuple(GlassLine(one, who.signature if who else "") for one, who in found)

        return await self.database.run(job)

    def _note(self, unit: AuditUnit, session: StaffSession, details: dict[str, Detail]) -> None:
        draft = AuditDraft(AuditAction.AUDIT_READ, str(session.member.id), details=details)
        unit.audit.append(draft, self.clock())


def _without_residents(row: TrailRow, staff: frozenset[str]) -> TrailRow:
    entry = row.entry
    actor = row.actor if entry.actor in staff or entry.actor == "lilo" else entry.actor
    subject = row.subject if entry.subject in staff else entry.subject
    return replace(row, actor=actor, subject=subject)
