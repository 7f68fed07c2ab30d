"""What Lilo remembers of a resident, as staff may see and put right."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.identity import Gate, Permission, StaffSession, needs
from app.ids import MemoryId, ResidentId
from app.memory import Memory, MemoryDesk, MemoryDoubt


@dataclass(frozen=True, slots=True)
class StationMemories:
    """The memory desk as staff use it."""

    gate: Gate
    desk: MemoryDesk

    @needs(Permission.READ_MEMORIES)
    async def of(
        self, session: StaffSession, resident_id: ResidentId, *, history: bool = False
    ) -> Sequence[Memory]:
        """Return what Lilo remembers; see `MemoryDesk.memories`."""
        return await self.desk.memories(resident_id, session.member.id, history=history)

    @needs(Permission.READ_MEMORIES)
    async def doubts(self, session: StaffSession, resident_id: ResidentId) -> Sequence[MemoryDoubt]:
        """Return what waits for a person to read it."""
        return await self.desk.doubts(resident_id, session.member.id)

    @needs(Permission.READ_MEMORIES)
    async def all_doubts(self, session: StaffSession) -> Sequence[MemoryDoubt]:
        """Return what waits for a person to read it, of everybody; see `MemoryDesk.all_doubts`."""
        return await self.desk.all_doubts(session.member.id)

    @needs(Permission.CHANGE_MEMORIES)
    async def correct(self, session: StaffSession, memory_id: MemoryId, text: str) -> Memory:
        """Put the words of a memory right; see `MemoryDesk.correct`."""
        return await self.desk.correct(memory_id, text, session.member.id)

    @needs(Permission.CHANGE_MEMORIES)
    async def delete(self, session: StaffSession, memory_id: MemoryId) -> None:
        """Forget a memory for good."""
        await self.desk.delete(memory_id, session.member.id)

    @needs(Permission.CHANGE_MEMORIES)
    async def settle(
        self, session: StaffSession, resident_id: ResidentId, doubts: Sequence[MemoryId]
    ) -> None:
        """Take doubts off the list once somebody has read them."""
        await self.desk.settle(resident_id, doubts, session.member.id)

    @needs(Permission.CHANGE_MEMORIES)
    async def put_back(
        self, session: StaffSession, resident_id: ResidentId, doubts: Sequence[MemoryDoubt]
    ) -> None:
        """Put doubts on the list again; see `MemoryDesk.put_back`."""
        await self.desk.put_back(resident_id, doubts, session.member.id)
