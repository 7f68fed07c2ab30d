"""Figures that leave Lilo as a file or on paper: through the gate, and never unnoticed."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum

from app.audit import AuditAction, AuditDraft
from app.check_in import ResidentRecord, ScoreBook
from app.clinical.house import HouseScale
from app.clock import Clock
from app.identity import Gate, Permission, Resident, StaffSession, needs
from app.ids import ResidentId
from app.runtime import Lane
from app.station.audit import AuditUnit
from app.station.figures import ShiftLine, StationFigures


class ExportFormat(StrEnum):
    """As what something leaves."""

    PDF = "pdf"
    CSV = "csv"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class StationExports:
    """Hands figures out; the audit entry is written before they are.

    Attributes:
        everybody: who lives here, for names in what is handed out.
    """

    gate: Gate
    book: ScoreBook
    figures: StationFigures
    units: Callable[[], AbstractContextManager[AuditUnit]]
    database: Lane
    clock: Clock
    everybody: Callable[[], Sequence[Resident]]

    @needs(Permission.READ_SCORES)
    async def scores(
        self, session: StaffSession, resident_id: ResidentId, form: ExportFormat
    ) -> ResidentRecord:
        """Return a resident's scores to be written into a file or printed."""
        draft = AuditDraft(
            AuditAction.CLINICAL_EXPORTED,
            str(session.member.id),
            str(resident_id),
            {"format": form.value},
        )
        await self._note(draft)
        return await self.book.read(resident_id, session.member.id)

    @needs(Permission.READ_SCORES)
    async def house(self, session: StaffSession, form: ExportFormat) -> tuple[HouseScale, ...]:
        """Return how everybody stands on each scale, to be written into a file or printed."""
        draft = AuditDraft(
            AuditAction.CLINICAL_EXPORTED,
            str(session.member.id),
            details={"format": form.value, "residents": len(self.everybody())},
        )
        await self._note(draft)
        return await self.book.house(session.member.id)

    @needs(Permission.SEE_FIGURES)
    async def shifts(self, session: StaffSession, form: ExportFormat) -> tuple[ShiftLine, ...]:
        """Return the figures of the last seven days, which name nobody."""
        draft = AuditDraft(
            AuditAction.REPORT_EXPORTED, str(session.member.id), details={"format": form.value}
        )
        await self._note(draft)
        return await self.figures.shifts(session)

    async def _note(self, draft: AuditDraft) -> None:
        def job() -> None:
            with self.units() as unit:
                unit.audit.append(draft, self.clock())

        await self.database.run(job)
