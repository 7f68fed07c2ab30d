"""Scores of clinical scales, and who is due, as staff may see them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.audit import AuditAction
from app.check_in import CheckInDesk, ResidentRecord, ScoreBook
from app.check_in.rhythm_book import RhythmBook
from app.clinical import ScaleId
from app.clinical.due import Due
from app.clinical.house import HouseScale
from app.identity import Gate, Permission, Resident, StaffSession, needs
from app.ids import ResidentId
from app.station.visits import Visits


@dataclass(frozen=True, slots=True)
class StationScores:
    """The score book as staff use it.

    Attributes:
        everybody: who lives here.
    """

    gate: Gate
    book: ScoreBook
    desk: CheckInDesk
    rhythms: RhythmBook
    everybody: Callable[[], Sequence[Resident]]
    visits: Visits

    @needs(Permission.READ_SCORES)
    async def residents(self, _session: StaffSession) -> Sequence[Resident]:
        """Return whose scores there may be."""
        return self.everybody()

    @needs(Permission.READ_SCORES)
    async def due(self, session: StaffSession) -> tuple[Due, ...]:
        """Return who is due for which scale, the longest overdue first.

        Noted once for each session.
        """
        await self.visits.note(session, AuditAction.CLINICAL_READ, details={"what": "due"})
        return await self.desk.due([one.id for one in self.everybody()])

    @needs(Permission.READ_SCORES)
    async def of(self, session: StaffSession, resident_id: ResidentId) -> ResidentRecord:
        """Return a resident's record, with an audit entry."""
        return await self.book.read(resident_id, session.member.id)

    @needs(Permission.READ_SCORES)
    async def house(self, session: StaffSession) -> tuple[HouseScale, ...]:
        """Return how everybody stands on each scale, with an audit entry."""
        return await self.book.house(session.member.id)

    @needs(Permission.READ_SCORES)
    async def rhythms_of(
        self, session: StaffSession, resident_id: ResidentId
    ) -> Mapping[ScaleId, int]:
        """Return every how many days a resident is asked each scale; noted once a session."""
        who, details = str(resident_id), {"what": "rhythms"}
        await self.visits.note(session, AuditAction.CLINICAL_READ, who, details)
        return await self.rhythms.of(resident_id)

    @needs(Permission.READ_SCORES)
    async def decide_rhythm(
        self,
        session: StaffSession,
        resident_id: ResidentId,
        scale: ScaleId,
        every_days: int | None,
    ) -> None:
        """Decide how often a resident is asked a scale; None for no more."""
        await self.rhythms.decide(resident_id, scale, every_days, session.member.id)
