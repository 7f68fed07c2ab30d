"""How residents are known to a shared screen, as staff change it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.identity import Gate, Permission, StaffSession, needs
from app.ids import ResidentId
from app.presence import Doorkeeper


@dataclass(frozen=True, slots=True)
class StationDoors:
    """The doorkeeper as staff use it; each change is audited by it."""

    gate: Gate
    doorkeeper: Doorkeeper

    @needs(Permission.EDIT_RESIDENTS)
    async def set_pin(
        self, session: StaffSession, resident_id: ResidentId, pictures: Sequence[str] | None
    ) -> None:
        """Set a picture PIN, or with None ask for none; see `Doorkeeper.set_pin`."""
        await self.doorkeeper.set_pin(resident_id, pictures, session.member.id)

    @needs(Permission.EDIT_RESIDENTS)
    async def set_portrait(
        self, session: StaffSession, resident_id: ResidentId, image: bytes | None
    ) -> None:
        """Set a picture, or with None remove it; see `Doorkeeper.set_portrait`."""
        await self.doorkeeper.set_portrait(resident_id, image, session.member.id)
