"""The review queue."""

from dataclasses import dataclass

from app.identity import Gate, Permission, StaffSession, needs
from app.oversight import ReviewReader, Reviews
from app.safety import Level
from app.safety.review import Decision, ReviewCaseId, ReviewDesk, Verdict


@dataclass(frozen=True, slots=True)
class StationReviews:
    """Doubtful words, read and judged."""

    gate: Gate
    reader: ReviewReader
    desk: ReviewDesk

    @needs(Permission.REVIEW)
    async def read(self, _session: StaffSession) -> Reviews:
        """Return the queue as it stands."""
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
