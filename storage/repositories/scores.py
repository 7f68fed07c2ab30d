"""Results of clinical scales on the `scores` table."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Row, Text, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from app.clinical.scores import LastDays, ScaleId, Score, Total
from app.ids import ResidentId
from storage.tables import ResidentRow, ScoreRow

# Plain columns: objects that remember what was read cost more than the reading.
_COLUMNS = (
    ScoreRow.id,
    ScoreRow.resident_id,
    ScoreRow.scale,
    ScoreRow.taken_on,
    ScoreRow.total,
    ScoreRow.items,
)


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
        rows = self._session.execute(
            select(*_COLUMNS)
            .where(ScoreRow.resident_id == resident_id)
            .order_by(ScoreRow.taken_on, ScoreRow.sequence)
        )
        return list(_scores_of(rows))

    def newest(self, resident_id: ResidentId) -> Sequence[Score]:
        """Return the resident's newest score of each scale."""
        place = (
            func.row_number()
            .over(
                partition_by=ScoreRow.scale,
                order_by=(ScoreRow.taken_on.desc(), ScoreRow.sequence.desc()),
            )
            .label("place")
        )
        placed = (
            select(ScoreRow.sequence, place).where(ScoreRow.resident_id == resident_id).subquery()
        )
        rows = self._session.execute(
            select(*_COLUMNS)
            .join(placed, placed.c.sequence == ScoreRow.sequence)
            .where(placed.c.place == 1)
            .order_by(ScoreRow.taken_on, ScoreRow.sequence)
        )
        return list(_scores_of(rows))

    def recent(self, limit: int) -> Mapping[ResidentId, Sequence[Total]]:
        """Return the newest totals of everybody who lives here, so many each, oldest first."""
        other = aliased(ScoreRow)
        # One look into the index per resident, however many scores there are.
        newest = (
            select(other.sequence)
            .where(other.resident_id == ResidentRow.id)
            .order_by(other.taken_on.desc(), other.sequence.desc())
            .limit(max(limit, 0))
            .correlate(ResidentRow)
            .scalar_subquery()
        )
        rows = self._session.execute(
            # Thousands of rows: what is the same in many of them is made into a value once.
            select(
                type_coerce(ScoreRow.resident_id, LargeBinary),
                ScoreRow.scale,
                type_coerce(ScoreRow.taken_on, Text),
                ScoreRow.total,
            )
            .select_from(ResidentRow)
            .join(ScoreRow, ScoreRow.sequence.in_(newest))
            .order_by(ScoreRow.resident_id, ScoreRow.taken_on, ScoreRow.sequence)
        )
        day_of, scale_of = cache(date.fromisoformat), cache(ScaleId)
        return {
            ResidentId(UUID(bytes=who)): [
                Total(scale_of(scale), day_of(day), total) for _, scale, day, total in own
            ]
            for who, own in groupby(rows, key=lambda row: row[0])
        }

    def last_two(self, scale: ScaleId) -> Sequence[Score]:
        """Return the newest two of a scale of everybody who lives here.

        Those of one resident stand together, the older first.
        """
        other = aliased(ScoreRow)
        newest = (
            select(other.sequence)
            .where(other.resident_id == ResidentRow.id, other.scale == str(scale))
            .order_by(other.taken_on.desc(), other.sequence.desc())
            .limit(2)
            .correlate(ResidentRow)
            .scalar_subquery()
        )
        rows = self._session.execute(
            select(*_COLUMNS)
            .select_from(ResidentRow)
            .join(ScoreRow, ScoreRow.sequence.in_(newest))
            .order_by(ScoreRow.resident_id, ScoreRow.taken_on, ScoreRow.sequence)
        )
        return list(_scores_of(rows))

    def last_days(
        self, scales: Collection[ScaleId], resident_id: ResidentId | None = None
    ) -> LastDays:
        """Return when each of these was last taken by a resident, or by all who live here."""
        found: dict[tuple[ResidentId, ScaleId], date] = {}
        for scale in scales:
            # One look into the index per resident: in one grouping it would be read whole.
            last = (
                select(func.max(ScoreRow.taken_on))
                .where(ScoreRow.resident_id == ResidentRow.id, ScoreRow.scale == str(scale))
                .scalar_subquery()
            )
            wanted = select(ResidentRow.id, last)
            if resident_id is not None:
                wanted = wanted.where(ResidentRow.id == resident_id)
            for who, day in self._session.execute(wanted):
                if day is not None:
                    found[ResidentId(who), scale] = day
        return found


def _scores_of(rows: Iterable[Row[*tuple[Any, ...]]]) -> Iterator[Score]:
    for row in rows:
        yield Score(
            id=row.id,
            resident_id=ResidentId(row.resident_id),
            scale=ScaleId(row.scale),
            taken_on=row.taken_on,
            total=row.total,
            items=tuple(row.items),
        )
