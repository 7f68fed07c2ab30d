"""Clinical records that are to leave Lilo: through the gate, and never unnoticed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog
from app.check_in.ports import CheckInUnit
from app.clinical.scale_files import Scales
from app.clinical_export.record import ExportRecord, gather
from app.clock import Clock
from app.identity import Gate, Permission, ResidentRepository, StaffSession, needs
from app.ids import ResidentId
from app.runtime import Lane
from app.station.residents import UnknownResidentError

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_DEADLINE_S = 60.0


class ClinicalUnit(CheckInUnit, Protocol):
    """What is read, and where it is noted."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


@dataclass(frozen=True, slots=True)
class StationClinicalRecords:
    """Hands clinical records out; the audit entry is kept with the reading."""

    gate: Gate
    units: Callable[[], AbstractContextManager[ClinicalUnit]]
    database: Lane
    clock: Clock
    scales: Scales

    @needs(Permission.READ_SCORES)
    async def take_out(self, session: StaffSession, resident_id: ResidentId) -> ExportRecord:
        """Return a resident's clinical record, to be written into files.

        Raises:
            UnknownResidentError: nobody has that id.
        """

        def job() -> ExportRecord:
            with self.units() as unit:
                resident = unit.residents.get(resident_id)
                if resident is None:
                    raise UnknownResidentError("Nobody with that id lives here.")
                record = gather(unit, resident, self.scales, _BEGINNING)
                by = str(session.member.id)
                draft = AuditDraft(AuditAction.CLINICAL_EXPORTED, by, str(resident_id))
                unit.audit.append(draft, self.clock())
            return record

        return await self.database.run(job, deadline_s=_DEADLINE_S)
