"""Forgetting for a resident: out of every table, index and cache that memory writes to.

The record of what was said is evidence and stays, for staff; the messages are marked so that
nothing is ever learned or recalled from them again, and earlier talk that holds them goes as well.

Under a legal hold what is to be forgotten is withheld instead; see `letting_go`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.audit import AuditAction, AuditDraft, Detail
from app.clock import Clock
from app.ids import MessageId, ResidentId
from app.memory.extraction import folded
from app.memory.keeper import MemoryUnit, MemoryUnits
from app.memory.letting_go import (
    LAST_TURNS,
    let_go,
    messages_of,
    remove_everything,
    sums_up,
    talk_of,
    waiting_doubts,
)
from app.memory.memory import READABLE, Memory, MemoryState
from app.runtime import Lane

_NO_MATTER = frozenset({"about", "what", "said", "told", "you", "me", "that", "this", "of"}) | {
    *("que", "los", "las", "una", "del", "mis", "sus", "eso", "esa", "ese")
}
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
        """Forget all that was learned from messages, and never learn from them again.

        Returns:
            How many memories there were, or how many messages are set aside now where there was
            no memory.
        """

        def job() -> int:
            with self.units() as unit:
                of = set(message_ids)
                told = [m for m in _everything(unit, resident_id) if not of.isdisjoint(m.sources)]
                return self._let_go(unit, resident_id, told, message_ids)

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
                talk = [e for e in talk_of(unit, resident_id) if _speaks_of(words, e.text)]
                spoken = [message for e in talk if not sums_up(e) for message in messages_of(e)]
                unit.passages.remove([e.id for e in talk if sums_up(e)])
                last = unit.memory_marks.last_turns(resident_id, LAST_TURNS)
                spoken += [message for message, said in last if _speaks_of(words, said)]
                doubts = waiting_doubts(unit, resident_id)
                spoken += [doubt.source for doubt in doubts if _speaks_of(words, doubt.said)]
                return self._let_go(unit, resident_id, found, spoken) or len(talk)

        return await self._done(resident_id, job)

    async def forget_said(self, resident_id: ResidentId, sentences: Sequence[str]) -> int:
        """Forget the memories that Lilo has just told, given by their sentences."""

        def job() -> int:
            with self.units() as unit:
                found = [m for m in _everything(unit, resident_id) if m.text in sentences]
                return self._let_go(unit, resident_id, found)

        return await self._done(resident_id, job)

    async def forget_everything(self, resident_id: ResidentId) -> int:
        """Forget all that was ever learned and said.

        Returns:
            How many memories, doubts and passages of earlier talk there were.
        """

        def job() -> int:
            with self.units() as unit:
                count = remove_everything(unit, resident_id)
                unit.memory_marks.disregard_all(resident_id)
                self._note(unit, resident_id, {"everything": True})
            return count

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

    def _let_go(
        self,
        unit: MemoryUnit,
        resident_id: ResidentId,
        memories: Sequence[Memory],
        messages: Sequence[MessageId] = (),
    ) -> int:
        set_aside = let_go(unit, resident_id, memories, messages)
        count = len(memories)
        if memories:
            self._note(unit, resident_id, {"memories": count})
        return count or set_aside

    def _note(self, unit: MemoryUnit, resident_id: ResidentId, details: dict[str, Detail]) -> None:
        if unit.holds.is_held(resident_id):
            details["state"] = MemoryState.WITHHELD.value
        who = str(resident_id)
        draft = AuditDraft(AuditAction.MEMORY_FORGOTTEN, who, who, details)
        unit.audit.append(draft, self.clock())


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
