"""Memories with their sources, doubts and marks, and messages that must be left alone.

On the tables `memories`, `memory_sources`, `memory_doubts`, `memory_marks`, `disregarded_messages`.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session, aliased

from app.conversation.history import Speaker
from app.ids import MemoryId, MessageId, ResidentId
from app.memory.memory import Memory, MemoryDoubt, MemoryKind, MemoryState, SaidTurn
from storage.tables import (
    DisregardedMessageRow,
    MemoryDoubtRow,
    MemoryMarkRow,
    MemoryRow,
    MemorySourceRow,
    MessageRow,
)


class SqlMemoryRepository:
    """Implements `app.memory.memory.MemoryRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, memory: Memory) -> None:
        """Keep a memory, new or changed."""
        values = {
            "id": memory.id,
            "resident_id": memory.resident_id,
            "kind": memory.kind.value,
            "text": memory.text,
            "said": memory.said,
            "slot": memory.slot,
            "value": memory.value,
            "source": memory.source,
            "learned_at": memory.learned_at,
            "heard_at": memory.heard_at,
            "confidence": memory.confidence,
            "strength": memory.strength,
            "careful": memory.careful,
            "state": memory.state.value,
            "successor": memory.successor,
            "over_after": memory.over_after,
        }
        changed = {name: value for name, value in values.items() if name != "id"}
        self._session.execute(
            insert(MemoryRow)
            .values(values)
            .on_conflict_do_update(index_elements=["id"], set_=changed)
        )
        if memory.again:
            self._session.execute(
                insert(MemorySourceRow).on_conflict_do_nothing(),
                [
                    {"memory_id": memory.id, "message_id": one, "resident_id": memory.resident_id}
                    for one in memory.again
                ],
            )

    def get(self, memory_id: MemoryId) -> Memory | None:
        """Return the memory, or None."""
        row = self._session.scalar(select(MemoryRow).where(MemoryRow.id == memory_id))
        if row is None:
            return None
        resident_id = ResidentId(row.resident_id)
        return _memory_of(row, self._again(resident_id).get(row.id, ()))

    def of(
        self, resident_id: ResidentId, states: Collection[MemoryState] = (MemoryState.CURRENT,)
    ) -> Sequence[Memory]:
        """Return a resident's memories in these states, oldest first."""
        rows = self._session.scalars(
            select(MemoryRow)
            .where(MemoryRow.resident_id == resident_id)
            .where(MemoryRow.state.in_([state.value for state in states]))
            .order_by(MemoryRow.sequence)
            .execution_options(populate_existing=True)
        )
        again = self._again(resident_id)
        return [_memory_of(row, again.get(row.id, ())) for row in rows]

    def _again(self, resident_id: ResidentId) -> Mapping[UUID, Sequence[UUID]]:
        found: dict[UUID, list[UUID]] = defaultdict(list)
        rows = self._session.execute(
            select(MemorySourceRow.memory_id, MemorySourceRow.message_id)
            .where(MemorySourceRow.resident_id == resident_id)
            .order_by(MemorySourceRow.memory_id, MemorySourceRow.message_id)
        )
        for memory_id, message_id in rows:
            found[memory_id].append(message_id)
        return found

    def remove(self, memory_ids: Sequence[MemoryId]) -> None:
        """Forget memories for good."""
        self._session.execute(
            delete(MemorySourceRow).where(MemorySourceRow.memory_id.in_(memory_ids))
        )
        self._session.execute(delete(MemoryRow).where(MemoryRow.id.in_(memory_ids)))

    def add_doubt(self, doubt: MemoryDoubt) -> None:
        """Put words on the review list."""
        self._session.add(
            MemoryDoubtRow(
                id=doubt.id,
                resident_id=doubt.resident_id,
                source=doubt.source,
                at=doubt.at,
                said=doubt.said,
                reason=doubt.reason,
            )
        )
        self._session.flush()

    def doubts(self, resident_id: ResidentId) -> Sequence[MemoryDoubt]:
        """Return what is on the review list, oldest first."""
        rows = self._session.scalars(
            select(MemoryDoubtRow)
            .where(MemoryDoubtRow.resident_id == resident_id)
            .order_by(MemoryDoubtRow.sequence)
        )
        return [
            MemoryDoubt(
                MemoryId(row.id),
                ResidentId(row.resident_id),
                MessageId(row.source),
                row.at,
                row.said,
                row.reason,
            )
            for row in rows
        ]

    def remove_doubts(self, doubt_ids: Sequence[MemoryId]) -> None:
        """Take words off the review list."""
        self._session.execute(delete(MemoryDoubtRow).where(MemoryDoubtRow.id.in_(doubt_ids)))


class SqlMemoryMarks:
    """Implements `app.memory.memory.MemoryMarks`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def unread(self, resident_id: ResidentId, limit: int) -> Sequence[SaidTurn]:
        """Return finished turns that were not read yet, oldest first."""
        row = self._row(resident_id)
        found = self._session.execute(
            _finished(resident_id)
            .where(MessageRow.sequence > (row.read_up_to if row else 0))
            .order_by(MessageRow.sequence)
            .limit(max(limit, 0))
        )
        return [
            SaidTurn(
                said.sequence,
                MessageId(said.id),
                said.text,
                said.at,
                # A turn that was kept without its level is taken for a grave one.
                str(answer.trace.get("level", "immediate")),
            )
            for said, answer in found
        ]

    def last_turns(self, resident_id: ResidentId, limit: int) -> Sequence[tuple[MessageId, str]]:
        """Return the last finished turns: the resident's message, and what both said."""
        found = self._session.execute(
            _finished(resident_id).order_by(MessageRow.sequence.desc()).limit(max(limit, 0))
        )
        return [(MessageId(said.id), f"{said.text}\n{reply.text}") for said, reply in found]

    def mark_read(self, resident_id: ResidentId, sequence: int) -> None:
        """Note that everything up to there was read."""
        self._mark(resident_id, read_up_to=sequence)

    def is_private(self, resident_id: ResidentId) -> bool:
        """Return whether the resident speaks in private."""
        row = self._row(resident_id)
        return row is not None and row.private

    def set_private(self, resident_id: ResidentId, *, private: bool) -> None:
        """Begin or end speaking in private."""
        self._mark(resident_id, private=private)

    def disregard(self, resident_id: ResidentId, message_ids: Sequence[MessageId]) -> None:
        """Note that nothing of these messages may ever be remembered or recalled."""
        # A message may be gone by its age while a memory of it stays.
        there = self._session.scalars(select(MessageRow.id).where(MessageRow.id.in_(message_ids)))
        rows = [{"message_id": one, "resident_id": resident_id} for one in there]
        if rows:
            self._session.execute(insert(DisregardedMessageRow).on_conflict_do_nothing(), rows)

    def disregard_all(self, resident_id: ResidentId) -> None:
        """Note it of everything that the resident has said so far."""
        said = (
            select(MessageRow.id, MessageRow.resident_id)
            .where(MessageRow.resident_id == resident_id)
            .where(MessageRow.speaker == Speaker.RESIDENT.value)
        )
        self._session.execute(
            insert(DisregardedMessageRow)
            .from_select(["message_id", "resident_id"], said)
            .on_conflict_do_nothing()
        )

    def disregarded(self, resident_id: ResidentId) -> frozenset[MessageId]:
        """Return the messages that must not be remembered or recalled."""
        found = self._session.scalars(
            select(DisregardedMessageRow.message_id).where(
                DisregardedMessageRow.resident_id == resident_id
            )
        )
        return frozenset(MessageId(message_id) for message_id in found)

    def tidied_at(self, resident_id: ResidentId) -> datetime | None:
        """Return when this resident's memories were last tidied."""
        row = self._row(resident_id)
        return row.tidied_at if row else None

    def mark_tidied(self, resident_id: ResidentId, at: datetime) -> None:
        """Note that they were tidied."""
        self._mark(resident_id, tidied_at=at)

    def _row(self, resident_id: ResidentId) -> MemoryMarkRow | None:
        return self._session.scalar(
            select(MemoryMarkRow)
            .where(MemoryMarkRow.resident_id == resident_id)
            .execution_options(populate_existing=True)
        )

    def _mark(self, resident_id: ResidentId, **changed: object) -> None:
        values: dict[str, object] = {
            "resident_id": resident_id,
            "read_up_to": 0,
            "private": False,
            "tidied_at": None,
        }
        self._session.execute(
            insert(MemoryMarkRow)
            .values(values | changed)
            .on_conflict_do_update(index_elements=["resident_id"], set_=changed)
        )


_REPLY = aliased(MessageRow)


def _finished(resident_id: ResidentId) -> Select[MessageRow, MessageRow]:
    """Return what finds the resident's words with the replies to them."""
    return (
        select(MessageRow, _REPLY)
        .join(_REPLY, _REPLY.turn_id == MessageRow.turn_id)
        .where(MessageRow.resident_id == resident_id)
        .where(MessageRow.speaker == Speaker.RESIDENT.value)
        .where(_REPLY.speaker == Speaker.LILO.value)
        # Said for the index: a reply comes after what it answers, to the same resident.
        .where(_REPLY.resident_id == resident_id, _REPLY.sequence > MessageRow.sequence)
    )


def _memory_of(row: MemoryRow, again: Sequence[UUID]) -> Memory:
    return Memory(
        MemoryId(row.id),
        ResidentId(row.resident_id),
        MemoryKind(row.kind),
        row.text,
        row.said,
        row.slot,
        row.value,
        MessageId(row.source),
        row.learned_at,
        row.heard_at,
        row.confidence,
        row.strength,
        row.careful,
        MemoryState(row.state),
        MemoryId(row.successor) if row.successor else None,
        tuple(MessageId(one) for one in again),
        row.over_after,
    )
