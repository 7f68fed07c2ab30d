"""Cases for review and verdicts, on the `review_cases` and `review_decisions` tables."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from app.ids import MessageId, ResidentId, StaffId
from app.safety.levels import Level
from app.safety.review import Decision, Doubt, ReviewCase, ReviewCaseId, Verdict
from storage.tables import ReviewCaseRow, ReviewDecisionRow


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
        """Return cases without a decision: the highest score first, then the oldest."""
        rows = self._session.scalars(
            select(ReviewCaseRow)
            .where(_is_open())
            .order_by(ReviewCaseRow.score.desc(), ReviewCaseRow.sequence)
            .limit(max(limit, 0))
        )
        return [_case_of(row) for row in rows]

    def count_open(self) -> int:
        """Return how many cases have no decision."""
        return self._session.scalar(select(func.count(ReviewCaseRow.id)).where(_is_open())) or 0

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
            .order_by(ReviewDecisionRow.sequence)
        )
        return [(_case_of(case), _decision_of(decision)) for case, decision in rows]


def _is_open() -> ColumnElement[bool]:
    return ~exists().where(ReviewDecisionRow.case_id == ReviewCaseRow.id)


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
