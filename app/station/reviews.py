"""The review queue."""

from dataclasses import dataclass

from app.generation import DeadLetter, Ledger
from app.identity import Gate, Permission, StaffSession, needs
from app.oversight import ReviewReader, Reviews
from app.safety import Level
from app.safety.review import Decision, ReviewCaseId, ReviewDesk, Verdict

MOST_FAILURES = 100


@dataclass(frozen=True, slots=True)
class StationReviews:
    """Doubtful words, read and judged, and what language models failed at.

    Attributes:
        ledger: keeps what models failed at; None where there are none.
    """

    gate: Gate
    reader: ReviewReader
    desk: ReviewDesk
    ledger: Ledger | None = None

    @needs(Permission.REVIEW)
    async def read(self, _session: StaffSession) -> Reviews:
        """Return the queue as it stands."""
        return await self.reader.read()

    @needs(Permission.REVIEW)
    async def failures(self, _session: StaffSession) -> tuple[DeadLetter, ...]:
        """Return what programs needed from a language model and did not get, newest first."""
        return tuple(await self.ledger.dead_letters(MOST_FAILURES)) if self.ledger else ()

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
