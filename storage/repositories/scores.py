"""Results of clinical scales on the `scores` table."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clinical.scores import ScaleId, Score
from app.ids import ResidentId
from storage.tables import ScoreRow


class SqlScoreRepository:
    """Implements `app.clinical.scores.ScoreRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, score: Score) -> None:
        """Keep a score."""
        self._session.add(
            ScoreRow(
                id=score.id,
                resident_id=score.resident_id,
                scale=str(score.scale),
                taken_on=score.taken_on,
                total=score.total,
                items=list(score.items),
            )
        )
        self._session.flush()

    def of(self, resident_id: ResidentId) -> Sequence[Score]:
        """Return the resident's scores, oldest first."""
        rows = self._session.scalars(
            select(ScoreRow)
            .where(ScoreRow.resident_id == resident_id)
            .order_by(ScoreRow.taken_on, ScoreRow.sequence)
        )
        return [_score_of(row) for row in rows]


def _score_of(row: ScoreRow) -> Score:
    return Score(
        id=row.id,
        resident_id=ResidentId(row.resident_id),
        scale=ScaleId(row.scale),
        taken_on=row.taken_on,
        total=row.total,
        items=tuple(row.items),
    )
