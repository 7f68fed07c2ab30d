"""A person's records given, hidden, held and erased, by those who may handle records."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from app.custody import CustodyDesk, Decision, Erased, RetentionKind
from app.custody.records import Row
from app.identity import Gate, Permission, StaffSession, needs
from app.ids import ResidentId


@dataclass(frozen=True, slots=True)
class StationCustody:
    """The custody desk as staff use it; each step is audited by it.

    Its work may take minutes, so none of it runs on the database's lane.

    Attributes:
        on_change: called when somebody was hidden, shown again or erased.
    """

    gate: Gate
    desk: CustodyDesk
    on_change: Callable[[], Awaitable[None]]

    @needs(Permission.HANDLE_RECORDS)
    async def give(
        self, session: StaffSession, resident_id: ResidentId
    ) -> Mapping[str, Sequence[Row]]:
        """Return every record of a person, for handing over."""
        return await asyncio.to_thread(self.desk.give, resident_id, str(session.member.id))

    @needs(Permission.HANDLE_RECORDS)
    async def request_erasure(
        self, session: StaffSession, resident_id: ResidentId, reason: str
    ) -> Decision:
        """Hide a person and erase them later; see `CustodyDesk.request_erasure`."""
        by = str(session.member.id)
        decision = await asyncio.to_thread(self.desk.request_erasure, resident_id, by, reason)
        await self.on_change()
        return decision

    @needs(Permission.HANDLE_RECORDS)
    async def cancel_erasure(
        self, session: StaffSession, resident_id: ResidentId, reason: str
    ) -> Decision:
        """Show a person again; see `CustodyDesk.cancel_erasure`."""
        by = str(session.member.id)
        decision = await asyncio.to_thread(self.desk.cancel_erasure, resident_id, by, reason)
        await self.on_change()
        return decision

    @needs(Permission.HANDLE_RECORDS)
    async def set_hold(
        self, session: StaffSession, resident_id: ResidentId, reason: str, *, held: bool
    ) -> Decision:
        """Place or lift a legal hold; see `CustodyDesk.set_hold`."""
        by = str(session.member.id)
        return await asyncio.to_thread(self.desk.set_hold, resident_id, by, reason, held=held)

    @needs(Permission.HANDLE_RECORDS)
    async def erase(self, session: StaffSession, resident_id: ResidentId) -> Erased:
        """Erase a person for good; see `CustodyDesk.erase`."""
        erased = await asyncio.to_thread(self.desk.erase, resident_id, str(session.member.id))
        await self.on_change()
        return erased

    @needs(Permission.HANDLE_RECORDS)
    async def expire(self, session: StaffSession) -> Mapping[RetentionKind, int]:
        """Delete now what has been kept long enough; see `CustodyDesk.expire`."""
        return await asyncio.to_thread(self.desk.expire, str(session.member.id))
