"""The review queue."""

from dataclasses import dataclass, replace

from app.audit import AuditAction
from app.identity import Gate, Permission, StaffSession, needs
from app.oversight import ReviewReader, Reviews
from app.safety import Level
from app.safety.review import Decision, ReviewCaseId, ReviewDesk, Verdict
from app.station.visits import Visits


@dataclass(frozen=True, slots=True)
class StationReviews:
    """Doubtful words, read and judged."""

    gate: Gate
    reader: ReviewReader
    desk: ReviewDesk
    visits: Visits

    @needs(Permission.REVIEW)
    async def read(self, session: StaffSession, *, only_counts: bool = False) -> Reviews:
        """Return the queue as it stands, with an audit entry for the first reading of a session.

        Args:
            only_counts: leave out all cases, and the entry.
        """
        if only_counts:
            return replace(await self.reader.read(), items=(), decided=())
        await self.visits.note(session, AuditAction.REVIEW_READ)
        return await self.reader.read()

    @needs(Permission.REVIEW)
    async def decide(
        self,
        session: StaffSession,
        case_id: ReviewCaseId,
        verdict: Verdict,
        *,
        level: Level | None = None,
        note: str = "",
    ) -> Decision:
        """Keep a verdict; see `ReviewDesk.decide`."""
        by = session.member.id
        return await self.desk.decide(case_id, verdict, by, level=level, note=note)
