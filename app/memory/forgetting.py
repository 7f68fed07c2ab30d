"""Forgetting: out of every table, index and cache that memory writes to.

The record of what was said is evidence and stays, for staff; the messages are marked so that
nothing is ever learned or recalled from them again, and earlier talk that holds them goes as well.

Under a legal hold memories are withheld instead: out of every index, read by nobody, and deleted as
the hold is lifted (ADR 0070).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from app.audit import AuditAction, AuditDraft, Detail
from app.clock import Clock
from app.ids import DocumentId, MemoryId, MessageId, ResidentId
from app.memory.extraction import folded
from app.memory.keeper import MemoryUnit, MemoryUnits
from app.memory.memory import READABLE, Memory, MemoryState
from app.recall import MESSAGE_FACT, SUMMARY_FACT, Passage, Scope, StreamName
from app.runtime import Lane

_NO_MATTER = frozenset({"about", "what", "said", "told", "you", "me", "that", "this", "of"})
_SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Forgetter:
    """Lets go of memories for a resident.

    Attributes:
        on_change: told whose memories have changed, so that indexes and caches let go of them.
    """

    units: MemoryUnits
    database: Lane
    clock: Clock
    on_change: Callable[[ResidentId], None]

    async def forget_messages(
        self, resident_id: ResidentId, message_ids: Sequence[MessageId]
    ) -> int:
        """Forget all that was learned from messages, and never learn from them again."""

        def job() -> int:
            with self.units() as unit:
                _disregard(unit, resident_id, message_ids)
                told = [m for m in _everything(unit, resident_id) if m.source in message_ids]
                if not unit.holds.is_held(resident_id):
                    doubts = unit.memories.doubts(resident_id)
                    unit.memories.remove_doubts([d.id for d in doubts if d.source in message_ids])
                return self._let_go(unit, resident_id, told)

        return await self._done(resident_id, job)

    async def forget_about(self, resident_id: ResidentId, about: str) -> int:
        """Forget every memory, and all earlier talk, that speaks of something.

        Returns:
            How many memories there were, or how many turns where there was no memory.
        """
        words = _telling(about)

        def job() -> int:
            if not words:
                return 0
            with self.units() as unit:
                found = [
                    m
                    for m in _everything(unit, resident_id)
                    if _speaks_of(words, f"{m.text} {m.said}")
                ]
                talk = [e for e in _talk(unit, resident_id) if _speaks_of(words, e.text)]
                sources = [m.source for m in found]
                spoken = [message for e in talk if not _sums_up(e) for message in _messages(e)]
                unit.passages.remove([e.id for e in talk if _sums_up(e)])
                _disregard(unit, resident_id, [*sources, *spoken])
                return self._let_go(unit, resident_id, found) or len(talk)

        return await self._done(resident_id, job)

    async def forget_said(self, resident_id: ResidentId, sentences: Sequence[str]) -> int:
        """Forget the memories that Lilo has just told, given by their sentences."""

        def job() -> int:
            with self.units() as unit:
                found = [m for m in _everything(unit, resident_id) if m.text in sentences]
                _disregard(unit, resident_id, [m.source for m in found])
                return self._let_go(unit, resident_id, found)

        return await self._done(resident_id, job)

    async def set_private(self, resident_id: ResidentId, *, private: bool) -> None:
        """Begin or end private mode, in which nothing is kept."""

        def job() -> None:
            with self.units() as unit:
                unit.memory_marks.set_private(resident_id, private=private)
                draft = AuditDraft(
                    AuditAction.MEMORY_PRIVATE,
                    str(resident_id),
                    str(resident_id),
                    {"private": private},
                )
                unit.audit.append(draft, self.clock())

        await self.database.run(job)

    async def _done(self, resident_id: ResidentId, job: Callable[[], int]) -> int:
        def changed() -> int:
            count = job()
            self.on_change(resident_id)
            return count

        return await self.database.run(changed)

    def _let_go(self, unit: MemoryUnit, resident_id: ResidentId, memories: Sequence[Memory]) -> int:
        count = len(memories)
        if memories:
            details: dict[str, Detail] = {"memories": count}
            gone = _with_history(unit, resident_id, memories)
            if unit.holds.is_held(resident_id):
                withhold_memories(unit, resident_id, gone)
                details["state"] = MemoryState.WITHHELD.value
            else:
                remove_memories(unit, gone)
            who = str(resident_id)
            draft = AuditDraft(AuditAction.MEMORY_FORGOTTEN, who, who, details)
            unit.audit.append(draft, self.clock())
        return count


def remove_memories(unit: MemoryUnit, memory_ids: Sequence[MemoryId]) -> None:
    """Remove memories with their passages, which take vectors and index entries along."""
    unit.passages.remove([DocumentId(memory_id) for memory_id in memory_ids])
    unit.memories.remove(memory_ids)


def withhold_memories(
    unit: MemoryUnit, resident_id: ResidentId, memory_ids: Collection[MemoryId]
) -> None:
    """Keep memories for a legal hold alone; their passages, which only find them, go."""
    unit.passages.remove([DocumentId(memory_id) for memory_id in memory_ids])
    for memory in unit.memories.of(resident_id, READABLE):
        if memory.id in memory_ids:
            unit.memories.save(replace(memory, state=MemoryState.WITHHELD))


def forget_everything(unit: MemoryUnit, resident_id: ResidentId) -> None:
    """Let go of all memories and doubts of somebody who no longer agrees that Lilo remembers."""
    known = [memory.id for memory in _everything(unit, resident_id)]
    doubts = unit.memories.doubts(resident_id)
    if unit.holds.is_held(resident_id):
        withhold_memories(unit, resident_id, known)
        # So marked they go with the hold.
        unit.memory_marks.disregard(resident_id, [doubt.source for doubt in doubts])
    else:
        remove_memories(unit, known)
        unit.memories.remove_doubts([doubt.id for doubt in doubts])


def _disregard(unit: MemoryUnit, resident_id: ResidentId, messages: Sequence[MessageId]) -> None:
    """Mark messages, and remove the passages of the exchanges they are of."""
    unit.memory_marks.disregard(resident_id, messages)
    of = set(messages)
    gone = [e.id for e in _talk(unit, resident_id) if not of.isdisjoint(_messages(e))]
    unit.passages.remove(gone)


def _talk(unit: MemoryUnit, resident_id: ResidentId) -> Sequence[Passage]:
    talk = unit.passages.of(Scope(StreamName.CHAT, resident_id))
    return [passage for passage in talk if _messages(passage)]


def _sums_up(passage: Passage) -> bool:
    return SUMMARY_FACT in (passage.facts or {})


def _messages(passage: Passage) -> list[MessageId]:
    """Return the message an exchange is of, or all those that a summary is of."""
    facts = passage.facts or {}
    named = facts.get(SUMMARY_FACT) or facts.get(MESSAGE_FACT, "")
    return [MessageId(UUID(one)) for one in named.split()]


def _with_history(
    unit: MemoryUnit, resident_id: ResidentId, memories: Sequence[Memory]
) -> list[MemoryId]:
    """Return memories with what they superseded, and with the summaries that repeat them."""
    everything = _everything(unit, resident_id)
    gone = {memory.id for memory in memories}
    while True:
        more = {m.id for m in everything if m.successor in gone} | {
            m.successor
            for m in everything
            if m.id in gone and m.state is MemoryState.SUMMED_UP and m.successor
        }
        if more <= gone:
            return sorted(gone)
        gone |= more


def _everything(unit: MemoryUnit, resident_id: ResidentId) -> Sequence[Memory]:
    return unit.memories.of(resident_id, READABLE)


def speaks_of(about: str, text: str) -> bool:
    """Whether a text speaks of what somebody named; of nothing where that names nothing."""
    words = _telling(about)
    return bool(words) and _speaks_of(words, text)


def _telling(about: str) -> list[str]:
    return [word for word in folded(about).split() if _tells(word)]


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and word not in _NO_MATTER


def _speaks_of(words: Sequence[str], text: str) -> bool:
    spoken = set(folded(text).split())
    return all(word in spoken or f"{word}s" in spoken for word in words)
