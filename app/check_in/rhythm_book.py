"""How often each resident is asked what, and who decided it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.audit import AuditAction, AuditDraft
from app.check_in.agenda import CheckInRules
from app.check_in.ports import CheckInUnits
from app.clinical import ScaleId
from app.clinical.due import Rhythm, rhythms_of
from app.clock import Clock
from app.ids import ResidentId, StaffId
from app.runtime import Lane

LONGEST_DAYS = 730


@dataclass(frozen=True, slots=True)
class RhythmBook:
    """Reads and decides rhythms. A decision is evidence: it is added, never changed.

    Attributes:
        units: begins a unit that may write.
    """

    rules: CheckInRules
    units: CheckInUnits
    reading: CheckInUnits
    lane: Lane
    clock: Clock

    async def of(self, resident_id: ResidentId) -> Mapping[ScaleId, int]:
        """Return every how many days a resident is asked each scale; without those never asked."""

        def job() -> Mapping[ScaleId, int]:
            with self.reading() as unit:
                return rhythms_of(resident_id, self.rules.rhythms, unit.rhythms.all())

        return await self.lane.run(job)

    async def decide(
        self, resident_id: ResidentId, scale: ScaleId, every_days: int | None, by: StaffId
    ) -> None:
        """Decide how often a resident is asked a scale.

        Args:
            every_days: None or 0 for never by itself.

        Raises:
            AdministrationError: the facility does not use that scale.
        """
        chosen = self.rules.scale(scale)
        days = min(every_days, LONGEST_DAYS) if every_days else None
        decided = Rhythm(resident_id, chosen.id, days, by, self.clock())

        def job() -> None:
            with self.units() as unit:
                unit.rhythms.add(decided)
                unit.audit.append(
                    AuditDraft(
                        AuditAction.CHECK_IN_RHYTHM,
                        str(by),
                        str(resident_id),
                        {"scale": str(chosen.id), "every_days": days},
                    ),
                    decided.at,
                )

        await self.lane.run(job)
