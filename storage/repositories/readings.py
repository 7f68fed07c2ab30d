"""Readings of turns on the `turn_readings` table."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.ids import MessageId, ResidentId
from app.safety.trajectory import Reading
from storage.tables import TurnReadingRow


class SqlReadingRepository:
    """Implements `app.safety.trajectory.ReadingRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, resident_id: ResidentId, message_id: MessageId, reading: Reading) -> None:
        """Keep the reading of a message."""
        self._session.add(
            TurnReadingRow(
                message_id=message_id,
                resident_id=resident_id,
                at=reading.at,
                valence=reading.valence,
                score=reading.score,
                words=reading.words,
                refused=reading.refused,
            )
        )
        self._session.flush()

    def recent(self, resident_id: ResidentId, since: datetime, limit: int) -> Sequence[Reading]:
        """Return the resident's newest readings at or after the moment, oldest first."""
        newest_first = (
            select(TurnReadingRow)
            .where(TurnReadingRow.resident_id == resident_id, TurnReadingRow.at >= since)
            .order_by(TurnReadingRow.at.desc(), TurnReadingRow.sequence.desc())
            .limit(max(limit, 0))
        )
        return [_reading_of(row) for row in self._session.scalars(newest_first)][::-1]


def _reading_of(row: TurnReadingRow) -> Reading:
    return Reading(
        at=row.at, valence=row.valence, score=row.score, words=row.words, refused=row.refused
    )
