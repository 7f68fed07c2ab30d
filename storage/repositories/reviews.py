"""Cases for review and verdicts, on the `review_*` tables and `triage_votes`."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from app.ids import MessageId, ResidentId, StaffId
from app.safety.levels import Level
from app.safety.review import (
    Decision,
    Doubt,
    Opinion,
    ReviewCase,
    ReviewCaseId,
    TriageVote,
    Verdict,
)
from storage.repositories.residents import TO_BE_ERASED
from storage.tables import ReviewCaseRow, ReviewDecisionRow, TriageVoteRow


class SqlReviewRepository:
    """Implements `app.safety.review.ReviewRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_case(self, case: ReviewCase) -> None:
        """Keep a case."""
        self._session.add(
            ReviewCaseRow(
                id=case.id,
                resident_id=case.resident_id,
                message_id=case.message_id,
                at=case.at,
                words=case.words,
                level=case.level.value,
                score=case.score,
                reasons=list(case.reasons),
                doubts=[doubt.value for doubt in case.doubts],
            )
        )
        self._session.flush()

    def case(self, case_id: ReviewCaseId) -> ReviewCase | None:
        """Return the case, or None."""
        row = self._session.scalars(
            select(ReviewCaseRow).where(ReviewCaseRow.id == case_id)
        ).one_or_none()
        return _case_of(row) if row else None

    def open_cases(self, limit: int) -> Sequence[ReviewCase]:
        """Return cases that need a nurse: the highest score first, then the oldest."""
        rows = self._session.scalars(
            select(ReviewCaseRow)
            .where(_is_open(), _is_shown())
            .order_by(ReviewCaseRow.score.desc(), ReviewCaseRow.sequence)
            .limit(max(limit, 0))
        )
        return [_case_of(row) for row in rows]

    def count_open(self) -> int:
        """Return how many cases need a nurse."""
        waiting = select(func.count(ReviewCaseRow.id)).where(_is_open(), _is_shown())
        return self._session.scalar(waiting) or 0

    def recent(self, resident_id: ResidentId, since: datetime, limit: int) -> Sequence[ReviewCase]:
        """Return the resident's newest cases at or after the moment, oldest first."""
        newest_first = (
            select(ReviewCaseRow)
            .where(ReviewCaseRow.resident_id == resident_id, ReviewCaseRow.at >= since)
            .order_by(ReviewCaseRow.at.desc(), ReviewCaseRow.sequence.desc())
            .limit(max(limit, 0))
        )
        return [_case_of(row) for row in self._session.scalars(newest_first)][::-1]

    def decide(self, decision: Decision) -> None:
        """Keep a decision."""
        self._session.add(
            ReviewDecisionRow(
                case_id=decision.case_id,
                verdict=decision.verdict.value,
                level=None if decision.level is None else decision.level.value,
                by=decision.by,
                at=decision.at,
                note=decision.note,
            )
        )
        self._session.flush()

    def decided(self, since: datetime) -> Sequence[tuple[ReviewCase, Decision]]:
        """Return cases with their latest decision, made at or after the moment, oldest first."""
        latest = select(func.max(ReviewDecisionRow.sequence)).group_by(ReviewDecisionRow.case_id)
        rows = self._session.execute(
            select(ReviewCaseRow, ReviewDecisionRow)
            .join(ReviewDecisionRow, ReviewDecisionRow.case_id == ReviewCaseRow.id)
            .where(ReviewDecisionRow.sequence.in_(latest), ReviewDecisionRow.at >= since)
            .where(_is_shown())
            .order_by(ReviewDecisionRow.sequence)
        )
        return [(_case_of(case), _decision_of(decision)) for case, decision in rows]

    def unvoted(self, since: datetime, limit: int) -> Sequence[ReviewCase]:
        """Return cases that need a nurse and have no vote, the gravest first."""
        has_vote = exists().where(TriageVoteRow.case_id == ReviewCaseRow.id)
        rows = self._session.scalars(
            select(ReviewCaseRow)
            .where(_is_open(), _is_shown(), ~has_vote, ReviewCaseRow.at >= since)
            .order_by(ReviewCaseRow.score.desc(), ReviewCaseRow.sequence)
            .limit(max(limit, 0))
        )
        return [_case_of(row) for row in rows]

    def add_vote(self, vote: TriageVote) -> None:
        """Keep what a language model said about a case."""
        self._session.add(
            TriageVoteRow(
                case_id=vote.case_id,
                at=vote.at,
                model=vote.model,
                asked=vote.asked,
                opinions=[opinion.value for opinion in vote.opinions],
                set_aside=vote.set_aside,
            )
        )
        self._session.flush()

    def votes_on(self, case_ids: Sequence[ReviewCaseId]) -> Mapping[ReviewCaseId, TriageVote]:
        """Return the latest vote on each of the cases that has one."""
        rows = self._session.scalars(
            select(TriageVoteRow)
            .where(TriageVoteRow.case_id.in_(case_ids))
            .order_by(TriageVoteRow.sequence)
        )
        return {ReviewCaseId(row.case_id): _vote_of(row) for row in rows}

    def count_set_aside(self, since: datetime) -> int:
        """Return how many cases votes have set aside at or after the moment."""
        aside = (
            select(func.count(TriageVoteRow.sequence))
            .join(ReviewCaseRow, ReviewCaseRow.id == TriageVoteRow.case_id)
            .where(TriageVoteRow.set_aside, TriageVoteRow.at >= since, _is_shown())
        )
        return self._session.scalar(aside) or 0


def _is_open() -> ColumnElement[bool]:
    decided = exists().where(ReviewDecisionRow.case_id == ReviewCaseRow.id)
    aside = exists().where(TriageVoteRow.case_id == ReviewCaseRow.id, TriageVoteRow.set_aside)
    return and_(~decided, ~aside)


def _is_shown() -> ColumnElement[bool]:
    # Who is to be erased is hidden at once, and their words with them.
    return ReviewCaseRow.resident_id.not_in(TO_BE_ERASED)


def _case_of(row: ReviewCaseRow) -> ReviewCase:
    return ReviewCase(
        id=ReviewCaseId(row.id),
        resident_id=ResidentId(row.resident_id),
        message_id=MessageId(row.message_id),
        at=row.at,
        words=row.words,
        level=Level(row.level),
        score=row.score,
        reasons=tuple(row.reasons),
        doubts=tuple(Doubt(doubt) for doubt in row.doubts),
    )


def _decision_of(row: ReviewDecisionRow) -> Decision:
    return Decision(
        case_id=ReviewCaseId(row.case_id),
        verdict=Verdict(row.verdict),
        level=None if row.level is None else Level(row.level),
        by=StaffId(row.by),
        at=row.at,
        note=row.note,
    )


def _vote_of(row: TriageVoteRow) -> TriageVote:
    return TriageVote(
        case_id=ReviewCaseId(row.case_id),
        at=row.at,
        model=row.model,
        asked=row.asked,
        opinions=tuple(Opinion(opinion) for opinion in row.opinions),
        set_aside=row.set_aside,
    )
