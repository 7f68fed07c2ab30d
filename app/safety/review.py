"""Review: turns the screening was not sure of wait for a nurse, and every verdict is kept.

Nothing waits here that had to be told at once: an alarm rings whether or not a case is opened.
Verdicts are what a facility calibrates by.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog, Detail
from app.clock import Clock
from app.errors import LiloError
from app.identity import ResidentRepository
from app.ids import ResidentId, StaffId
from app.runtime import Lane
from app.safety.doubts import Doubt, DoubtLimits, doubts_of
from app.safety.levels import Level
from app.safety.review_case import Decision, Opinion, ReviewCase, ReviewCaseId, TriageVote, Verdict

__all__ = [
    "Decision",
    "Doubt",
    "DoubtLimits",
    "Opinion",
    "ReviewCase",
    "ReviewCaseId",
    "ReviewDesk",
    "ReviewError",
    "ReviewItem",
    "ReviewQueue",
    "ReviewRepository",
    "ReviewUnit",
    "TriageVote",
    "Verdict",
    "doubts_of",
]

_SHOWN = 50


class ReviewError(LiloError):
    """A case cannot be decided as asked."""

    code = "safety.review"


class ReviewRepository(Protocol):
    """Where cases and decisions are kept; append-only."""

    def add_case(self, case: ReviewCase) -> None:
        """Keep a case, in the unit of work of its turn."""

    def case(self, case_id: ReviewCaseId) -> ReviewCase | None:
        """Return the case, or None."""

    def open_cases(self, limit: int) -> Sequence[ReviewCase]:
        """Return cases that need a nurse: the highest score first, then the oldest.

        Those are the cases without a decision, less the ones that votes have set aside.
        """

    def count_open(self) -> int:
        """Return how many cases need a nurse."""

    def recent(self, resident_id: ResidentId, since: datetime, limit: int) -> Sequence[ReviewCase]:
        """Return the resident's newest cases at or after the moment, oldest first."""

    def decide(self, decision: Decision) -> None:
        """Keep a decision."""

    def decided(self, since: datetime) -> Sequence[tuple[ReviewCase, Decision]]:
        """Return cases with their latest decision, made at or after the moment, oldest first."""

    def unvoted(self, since: datetime, limit: int) -> Sequence[ReviewCase]:
        """Return cases that need a nurse and have no vote, opened at or after the moment."""

    def add_vote(self, vote: TriageVote) -> None:
        """Keep what a language model said about a case."""

    def votes_on(self, case_ids: Sequence[ReviewCaseId]) -> Mapping[ReviewCaseId, TriageVote]:
        """Return the latest vote on each of the cases that has one."""

    def count_set_aside(self, since: datetime) -> int:
        """Return how many cases votes have set aside at or after the moment."""


class ReviewUnit(Protocol):
    """What the desk needs of a unit of work."""

    @property
    def reviews(self) -> ReviewRepository:
        """Cases and decisions."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents, for name and room."""

    @property
    def audit(self) -> AuditLog:
        """The audit log, committed with a decision."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A case with whom it is about; name and room are empty where the record is gone.

    Attributes:
        vote: what a language model said about it; None where it was not asked.
    """

    case: ReviewCase
    resident_name: str
    room: str
    vote: TriageVote | None = None


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """What waits for a verdict.

    Attributes:
        items: the gravest of them.
        waiting: how many there are in all.
    """

    items: tuple[ReviewItem, ...]
    waiting: int


class ReviewDesk:
    """Shows what waits and takes verdicts."""

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[ReviewUnit]],
        lane: Lane,
        clock: Clock,
    ) -> None:
        self._units = units
        self._lane = lane
        self._clock = clock

    async def open(self, limit: int = _SHOWN) -> ReviewQueue:
        """Return the queue as it stands."""
        return await self._lane.run(lambda: self._open(limit))

    async def decide(
        self,
        case_id: ReviewCaseId,
        verdict: Verdict,
        by: StaffId,
        *,
        level: Level | None = None,
        note: str = "",
    ) -> Decision:
        """Keep a verdict, with its audit entry. One on a decided case corrects the earlier one.

        Args:
            level: how grave it was; only for DANGER.

        Raises:
            ReviewError: there is no such case, or a level was given to what was no danger.
        """
        if level is not None and (verdict is not Verdict.DANGER or level is Level.NONE):
            raise ReviewError(
                "A level says how grave a danger was, and this verdict names no danger.",
                "Choose danger, or leave the level out.",
            )
        decision = Decision(case_id, verdict, level, by, self._clock(), note)
        await self._lane.run(lambda: self._decide(decision))
        return decision

    def _open(self, limit: int) -> ReviewQueue:
        with self._units() as unit:
            residents = {resident.id: resident for resident in unit.residents.all()}
            cases = unit.reviews.open_cases(limit)
            waiting = unit.reviews.count_open()
        items = []
        for case in cases:
            who = residents.get(case.resident_id)
            items.append(ReviewItem(case, who.full_name if who else "", who.room if who else ""))
        return ReviewQueue(tuple(items), waiting)

    def _decide(self, decision: Decision) -> None:
        details: dict[str, Detail] = {
            "case": str(decision.case_id),
            "verdict": decision.verdict.value,
        }
        if decision.level is not None:
            details["level"] = decision.level.label
        with self._units() as unit:
            case = unit.reviews.case(decision.case_id)
            if case is None:
                raise ReviewError("There is no such case.", "Look at the queue again.")
            unit.reviews.decide(decision)
            draft = AuditDraft(
                AuditAction.REVIEW_DECIDED, str(decision.by), str(case.resident_id), details
            )
            unit.audit.append(draft, decision.at)
