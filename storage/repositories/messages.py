"""What was said, on the `messages` and `observations` tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.conversation.history import Message, Observation, Speaker
from app.ids import MessageId, ResidentId, TurnId
from app.safety import Level
from storage.tables import MessageRow, ObservationRow, ResidentRow


class SqlMessageRepository:
    """Implements `app.conversation.history.MessageRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, message: Message) -> None:
        """Keep a message."""
        self._session.add(
            MessageRow(
                id=message.id,
                turn_id=message.turn_id,
                resident_id=message.resident_id,
                speaker=message.speaker.value,
                text=message.text,
                at=message.at,
                fragments=list(message.fragments),
                trace=dict(message.trace),
            )
        )
        self._session.flush()

    def recent(self, resident_id: ResidentId, limit: int) -> Sequence[Message]:
        """Return the latest messages of the resident's conversation, oldest first."""
        newest_first = (
            select(MessageRow)
            .where(MessageRow.resident_id == resident_id)
            .order_by(MessageRow.sequence.desc())
            .limit(max(limit, 0))
        )
        return [_message_of(row) for row in self._session.scalars(newest_first)][::-1]

    def last_by_resident(self) -> Mapping[ResidentId, datetime]:
        """Return when each resident was last heard; without those who never were."""
        # One look into the index per resident, however many messages there are.
        last_heard = (
            select(func.max(MessageRow.at))
            .where(MessageRow.resident_id == ResidentRow.id)
            .where(MessageRow.speaker == Speaker.RESIDENT.value)
            .scalar_subquery()
        )
        rows = self._session.execute(select(ResidentRow.id, last_heard))
        return {ResidentId(who): at for who, at in rows if at is not None}

    def add_observation(self, observation: Observation) -> None:
        """Note that a turn was not quiet."""
        self._session.add(
            ObservationRow(
                message_id=observation.message_id,
                resident_id=observation.resident_id,
                at=observation.at,
                level=observation.level.value,
                score=observation.score,
                words=observation.words,
            )
        )
        self._session.flush()

    def watch_list(self, since: datetime) -> Sequence[Observation]:
        """Return observations at MODERATE since the moment, newest first."""
        wanted = (
            select(ObservationRow)
            .where(ObservationRow.level == Level.MODERATE.value, ObservationRow.at >= since)
            .order_by(ObservationRow.at.desc(), ObservationRow.sequence.desc())
        )
        return [_observation_of(row) for row in self._session.scalars(wanted)]


def _message_of(row: MessageRow) -> Message:
    return Message(
        id=MessageId(row.id),
        turn_id=TurnId(row.turn_id),
        resident_id=ResidentId(row.resident_id),
        speaker=Speaker(row.speaker),
        text=row.text,
        at=row.at,
        fragments=tuple(row.fragments),
        trace=row.trace,
    )


def _observation_of(row: ObservationRow) -> Observation:
    return Observation(
        message_id=MessageId(row.message_id),
        resident_id=ResidentId(row.resident_id),
        at=row.at,
        level=Level(row.level),
        score=row.score,
        words=row.words,
    )
