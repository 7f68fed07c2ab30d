"""What staff do with memories: see, put right, delete, settle doubts; all of it audited."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from app.audit import AuditAction, AuditDraft, Detail
from app.clock import Clock
from app.errors import LiloError
from app.identity import ConsentKind, standing
from app.ids import MemoryId, ResidentId, StaffId
from app.memory.keeper import MemoryUnit, MemoryUnits
from app.memory.letting_go import forget_wording, let_go, waiting_doubts
from app.memory.memory import READABLE, Memory, MemoryDoubt, MemoryState
from app.privacy import refuse_if_held
from app.runtime import Lane

MOST_DOUBTS = 500
"""So many of the oldest are shown; the others come once those are read."""


class MemoryGoneError(LiloError):
    """There is no such memory, or no longer."""

    code = "memory.gone"


@dataclass(frozen=True, slots=True)
class MemoryDesk:
    """The memories of residents, for staff.

    Attributes:
        on_change: told whose memories have changed, so that indexes and caches let go of them.
    """

    units: MemoryUnits
    database: Lane
    clock: Clock
    on_change: Callable[[ResidentId], None]

    async def memories(
        self, resident_id: ResidentId, by: StaffId, *, history: bool = False
    ) -> Sequence[Memory]:
        """Return what Lilo remembers of a resident, with what is superseded if wanted."""

        def job() -> Sequence[Memory]:
            states = READABLE if history else (MemoryState.CURRENT,)
            with self.units() as unit:
                found = unit.memories.of(resident_id, states)
                self._note(unit, AuditAction.MEMORY_READ, by, resident_id, {"count": len(found)})
            return found

        return await self.database.run(job)

    async def doubts(self, resident_id: ResidentId, by: StaffId) -> Sequence[MemoryDoubt]:
        """Return what waits for a person to read it."""

        def job() -> Sequence[MemoryDoubt]:
            with self.units() as unit:
                found = waiting_doubts(unit, resident_id)
                self._note(unit, AuditAction.MEMORY_READ, by, resident_id, {"doubts": len(found)})
            return found

        return await self.database.run(job)

    async def all_doubts(self, by: StaffId) -> Sequence[MemoryDoubt]:
        """Return what waits for a person to read it, of everybody, the oldest first."""

        def job() -> Sequence[MemoryDoubt]:
            with self.units() as unit:
                found = unit.memories.all_doubts(MOST_DOUBTS)
                draft = AuditDraft(AuditAction.MEMORY_READ, str(by), details={"doubts": len(found)})
                unit.audit.append(draft, self.clock())
            return found

        return await self.database.run(job)

    async def correct(self, memory_id: MemoryId, text: str, by: StaffId) -> Memory:
        """Put the words of a memory right; the old ones are forgotten, or held as history.

        It is embedded anew at the next start.

        Raises:
            MemoryGoneError: it has been forgotten meanwhile, or the new words are empty.
        """
        return await self.database.run(partial(self._corrected, memory_id, text, by))

    async def delete(self, memory_id: MemoryId, by: StaffId) -> None:
        """Forget a memory for good.

        Raises:
            MemoryGoneError: it has been forgotten already.
            HeldError: a legal hold keeps it.
        """

        def job() -> None:
            with self.units() as unit:
                memory = _existing(unit, memory_id)
                refuse_if_held(unit.holds, memory.resident_id)
                let_go(unit, memory.resident_id, [memory])
                details: dict[str, Detail] = {"memory": str(memory_id)}
                self._note(unit, AuditAction.MEMORY_FORGOTTEN, by, memory.resident_id, details)
            self.on_change(memory.resident_id)

        await self.database.run(job)

    async def settle(
        self, resident_id: ResidentId, doubts: Sequence[MemoryId], by: StaffId
    ) -> None:
        """Take doubts off the list once somebody has read them.

        Raises:
            HeldError: a legal hold keeps them.
        """

        def job() -> None:
            with self.units() as unit:
                refuse_if_held(unit.holds, resident_id)
                unit.memories.remove_doubts(doubts)
                details: dict[str, Detail] = {"doubts": len(doubts)}
                self._note(unit, AuditAction.MEMORY_SETTLED, by, resident_id, details)

        await self.database.run(job)

    async def put_back(
        self, resident_id: ResidentId, doubts: Sequence[MemoryDoubt], by: StaffId
    ) -> None:
        """Put doubts on the list again that were taken off it a moment ago.

        Raises:
            MemoryGoneError: the resident does not agree any more that Lilo remembers.
        """

        def job() -> None:
            with self.units() as unit:
                word = standing(unit.consents.of(resident_id)).get(ConsentKind.MEMORY)
                if word is not None and not word.is_given:
                    raise MemoryGoneError("The resident has withdrawn: nothing can be put back.")
                there = {doubt.id for doubt in unit.memories.doubts(resident_id)}
                again = [one for one in doubts if one.id not in there]
                for doubt in again:
                    unit.memories.add_doubt(doubt)
                details: dict[str, Detail] = {"doubts": len(again), "put_back": True}
                self._note(unit, AuditAction.MEMORY_SETTLED, by, resident_id, details)

        await self.database.run(job)

    def _corrected(self, memory_id: MemoryId, text: str, by: StaffId) -> Memory:
        words = " ".join(text.split())
        if not words:
            raise MemoryGoneError("A memory without words cannot be kept.", "Delete it instead.")
        with self.units() as unit:
            before = _existing(unit, memory_id)
            # The value was of the old words: what is said next of the same takes its place.
            memory = replace(before, text=words, said=words, value="", confidence=1.0)
            unit.memories.save(memory)
            forget_wording(unit, before, words)
            if memory.state is MemoryState.CURRENT:
                unit.passages.add([memory.passage])
            details: dict[str, Detail] = {"memory": str(memory_id)}
            self._note(unit, AuditAction.MEMORY_CORRECTED, by, memory.resident_id, details)
        self.on_change(memory.resident_id)
        return memory

    def _note(
        self,
        unit: MemoryUnit,
        action: AuditAction,
        by: StaffId,
        resident_id: ResidentId,
        details: dict[str, Detail],
    ) -> None:
        draft = AuditDraft(action, str(by), str(resident_id), details)
        unit.audit.append(draft, self.clock())


def _existing(unit: MemoryUnit, memory_id: MemoryId) -> Memory:
    memory = unit.memories.get(memory_id)
    if memory is None or memory.state is MemoryState.WITHHELD:
        raise MemoryGoneError(
            "This memory has been forgotten already.", "Read the list of memories again."
        )
    return memory
