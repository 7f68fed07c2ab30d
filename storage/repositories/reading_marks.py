"""How far conversations were read again and summed up, on `reading_marks` and `messages`."""

from collections.abc import Sequence

from sqlalchemy import Row, Select, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session, aliased

from app.conversation.history import Speaker
from app.ids import DocumentId, MessageId, ResidentId
from app.memory.memory import SaidTurn
from app.memory.reading_marks import SpokenTurn
from storage.tables import MemoryMarkRow, MessageRow, ReadingMarkRow

_REPLY = aliased(MessageRow)


class SqlReadingMarks:
    """Implements `app.memory.reading_marks.ReadingMarks`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def unread_again(self, resident_id: ResidentId, limit: int) -> Sequence[SaidTurn]:
        """Return turns that the patterns have read and a language model has not, oldest first."""
        row = self._row(resident_id)
        first = self._session.scalar(
            select(MemoryMarkRow.read_up_to).where(MemoryMarkRow.resident_id == resident_id)
        )
        turns = _turns(resident_id, row.read_again_to if row else 0)
        found = self._session.execute(
            turns.where(MessageRow.sequence <= (first or 0)).limit(max(limit, 0))
        )
        return [_said(each) for each in found]

    def mark_read_again(self, resident_id: ResidentId, sequence: int) -> None:
        """Note that everything up to there was read again."""
        self._mark(resident_id, read_again_to=sequence)

    def unsummed(self, resident_id: ResidentId, limit: int) -> Sequence[SpokenTurn]:
        """Return turns that were not summed up yet, oldest first."""
        row = self._row(resident_id)
        turns = _turns(resident_id, row.summed_up_to if row else 0)
        return [
            SpokenTurn(
                _said(each),
                each[1].text,
                tuple(map(str, each[1].trace.get("sources", ()))),
            )
            for each in self._session.execute(turns.limit(max(limit, 0)))
        ]

    def mark_summed(
        self, resident_id: ResidentId, sequence: int, summary: DocumentId | None
    ) -> None:
        """Note that everything up to there was summed up, and in which passage, if any."""
        changed: dict[str, object] = {"summed_up_to": sequence}
        self._mark(resident_id, **changed | ({"last_summary": summary} if summary else {}))

    def last_summary(self, resident_id: ResidentId) -> DocumentId | None:
        """Return the passage that sums up the last session that left one."""
        row = self._row(resident_id)
        return DocumentId(row.last_summary) if row and row.last_summary else None

    def _row(self, resident_id: ResidentId) -> ReadingMarkRow | None:
        return self._session.scalar(
            select(ReadingMarkRow)
            .where(ReadingMarkRow.resident_id == resident_id)
            .execution_options(populate_existing=True)
        )

    def _mark(self, resident_id: ResidentId, **changed: object) -> None:
        values: dict[str, object] = {
            "resident_id": resident_id,
            "read_again_to": 0,
            "summed_up_to": 0,
            "last_summary": None,
        }
        self._session.execute(
            insert(ReadingMarkRow)
            .values(values | changed)
            .on_conflict_do_update(index_elements=["resident_id"], set_=changed)
        )


def _turns(resident_id: ResidentId, after: int) -> "Select[MessageRow, MessageRow]":
    return (
        select(MessageRow, _REPLY)
        .join(_REPLY, _REPLY.turn_id == MessageRow.turn_id)
        .where(MessageRow.resident_id == resident_id)
        .where(MessageRow.speaker == Speaker.RESIDENT.value)
        .where(_REPLY.speaker == Speaker.LILO.value)
        # Said for the index: a reply comes after what it answers, to the same resident.
        .where(_REPLY.resident_id == resident_id, _REPLY.sequence > MessageRow.sequence)
        .where(MessageRow.sequence > after)
        .order_by(MessageRow.sequence)
    )


def _said(found: "Row[MessageRow, MessageRow]") -> SaidTurn:
    said, answer = found
    # A turn that was kept without its level is taken for a grave one.
    level = str(answer.trace.get("level", "immediate"))
    return SaidTurn(said.sequence, MessageId(said.id), said.text, said.at, level)
