"""The doorkeeper: whose faces a shared screen shows, who gets in, and who has moved out."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.errors import LiloError
from app.identity import Resident, ResidentRepository
from app.identity.waits import wait_after
from app.ids import ResidentId, StaffId
from app.presence.doors import Door, DoorRepository, Residence, ResidenceLog
from app.presence.picture_pin import is_pin, pin_hash
from app.presence.roll import Roll, gone
from app.privacy import HoldBook, refuse_if_held
from app.runtime import Lane

LARGEST_PORTRAIT = 2_000_000
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class PinError(LiloError):
    """The pictures are not the right ones, or the resident does not live here."""

    code = "presence.pin"


class PinBlockedError(PinError):
    """Too many wrong tries.

    Attributes:
        wait_s: seconds until the next try.
    """

    code = "presence.pin_blocked"

    def __init__(self, wait_s: int) -> None:
        super().__init__("There were too many wrong tries.", f"Please wait {wait_s} seconds.")
        self.wait_s = wait_s


class PortraitError(LiloError):
    """A picture cannot be used."""

    code = "presence.portrait"


class DoorUnit(Protocol):
    """What the doorkeeper needs of a unit of work."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents."""

    @property
    def doors(self) -> DoorRepository:
        """Doors."""

    @property
    def residence(self) -> ResidenceLog:
        """Who lives here."""

    @property
    def holds(self) -> HoldBook:
        """Who is under a legal hold."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


DoorUnits = Callable[[], AbstractContextManager[DoorUnit]]


@dataclass(frozen=True, slots=True)
class Face:
    """A resident as a shared screen shows them: first name and picture, nothing else."""

    resident: Resident
    portrait: bytes | None
    has_pin: bool

    @property
    def name(self) -> str:
        """The name they go by."""
        return self.resident.preferred_name or self.resident.given_name


class Doorkeeper:
    """Knows who lives here and lets them in.

    Args:
        units: begins a unit that may write.
        reading: begins a unit that reads.
        roll: looked at when somebody has moved out or back.
    """

    def __init__(
        self,
        units: DoorUnits,
        reading: DoorUnits,
        lane: Lane,
        clock: Clock,
        roll: Roll,
    ) -> None:
        self._units = units
        self._reading = reading
        self._lane = lane
        self._clock = clock
        self._roll = roll

    async def look(self) -> frozenset[ResidentId]:
        """Look at the roll, and return who does not live here any more."""
        await self._roll.look()
        return self._roll.gone

    async def faces(self) -> Sequence[Face]:
        """Return everybody who lives here, by the name they go by."""

        def job() -> list[Face]:
            with self._reading() as unit:
                departed, doors = unit.residence.departed(), unit.doors.all()
                here = [each for each in unit.residents.all() if each.id not in departed]
            faces = [
                Face(each, door.portrait, door.pin_hash is not None)
                for each in here
                for door in (doors.get(each.id, Door(each.id)),)
            ]
            return sorted(faces, key=lambda face: (face.name.casefold(), face.resident.room))

        return await self._lane.run(job)

    async def enter(self, resident_id: ResidentId, pictures: Sequence[str] = ()) -> None:
        """Let a resident in at a shared screen.

        Raises:
            PinBlockedError: after too many wrong tries; wait.
            PinError: the pictures are wrong, or they do not live here.
        """

        def read() -> tuple[Door, bool]:
            with self._reading() as unit:
                return unit.doors.of(resident_id), resident_id in gone(unit)

        door, has_left = await self._lane.run(read)
        if has_left:
            raise PinError("Nobody of that name lives here now.")
        if door.pin_hash is None:
            return
        now = self._clock()
        if door.blocked_until and now < door.blocked_until:
            raise PinBlockedError(max(1, round((door.blocked_until - now).total_seconds())))
        is_right = await asyncio.to_thread(is_pin, door.pin_hash, pictures)
        wait_s = await self._lane.run(lambda: self._tried(resident_id, is_right=is_right))
        if wait_s:
            raise PinBlockedError(wait_s)
        if not is_right:
            raise PinError("Those were not the right pictures.", "Please try again.")

    async def set_pin(
        self, resident_id: ResidentId, pictures: Sequence[str] | None, staff_id: StaffId
    ) -> None:
        """Set a resident's picture PIN, or with None ask for none any more.

        Raises:
            PinError: these are not four of the pictures.
        """
        try:
            kept = None if pictures is None else await asyncio.to_thread(pin_hash, pictures)
        except ValueError as error:
            raise PinError(f"This is no picture PIN: {error}.") from None

        def job() -> None:
            with self._units() as unit:
                door = unit.doors.of(resident_id)
                unit.doors.save(replace(door, pin_hash=kept, failures=0, blocked_until=None))
                self._note(unit, AuditAction.PIN_SET, resident_id, staff_id)

        await self._lane.run(job)

    async def set_portrait(
        self, resident_id: ResidentId, image: bytes | None, staff_id: StaffId
    ) -> None:
        """Set a resident's picture, or with None remove it.

        Raises:
            PortraitError: it is too large, or neither PNG nor JPEG.
            HeldError: a legal hold keeps the picture that is there.
        """
        if image is not None and (len(image) > LARGEST_PORTRAIT or not image.startswith(_IMAGES)):
            raise PortraitError(
                "The picture is neither a PNG nor a JPEG of at most "
                f"{LARGEST_PORTRAIT // 1_000_000} MB.",
                "Save it smaller, as PNG or JPEG.",
            )

        def job() -> None:
            with self._units() as unit:
                door = unit.doors.of(resident_id)
                if door.portrait is not None:
                    refuse_if_held(unit.holds, resident_id)
                unit.doors.save(replace(door, portrait=image))
                self._note(unit, AuditAction.PORTRAIT_SET, resident_id, staff_id)

        await self._lane.run(job)

    async def discharge(self, resident_id: ResidentId, staff_id: StaffId) -> None:
        """Keep that a resident has moved out: their screens end, their record stays."""
        await self._moved(resident_id, Residence.DISCHARGED, staff_id)

    async def readmit(self, resident_id: ResidentId, staff_id: StaffId) -> None:
        """Keep that a resident has come back."""
        await self._moved(resident_id, Residence.RETURNED, staff_id)

    async def _moved(self, resident_id: ResidentId, what: Residence, staff_id: StaffId) -> None:
        action = {
            Residence.DISCHARGED: AuditAction.RESIDENT_DISCHARGED,
            Residence.RETURNED: AuditAction.RESIDENT_RETURNED,
        }[what]

        def job() -> None:
            with self._units() as unit:
                is_away = resident_id in unit.residence.departed()
                if is_away is not (what is Residence.DISCHARGED):
                    unit.residence.append(resident_id, what, self._clock(), str(staff_id))
                    self._note(unit, action, resident_id, staff_id)

        await self._lane.run(job)
        await self._roll.look()

    def _tried(self, resident_id: ResidentId, *, is_right: bool) -> int:
        """Keep how a try went; return for how many seconds a door that was shut stays shut."""
        with self._units() as unit:
            door, now = unit.doors.of(resident_id), self._clock()
            if door.blocked_until and now < door.blocked_until:
                # Another screen's tries came in between.
                return max(1, round((door.blocked_until - now).total_seconds()))
            failures = 0 if is_right else door.failures + 1
            wait = wait_after(failures)
            blocked = now + wait if wait else None
            if is_right and door.failures == 0:
                return 0
            unit.doors.save(replace(door, failures=failures, blocked_until=blocked))
            if not is_right:
                draft = AuditDraft(
                    AuditAction.PIN_FAILED, "lilo", str(resident_id), {"failures": failures}
                )
                unit.audit.append(draft, now)
        return 0

    def _note(
        self, unit: DoorUnit, action: AuditAction, resident_id: ResidentId, staff_id: StaffId
    ) -> None:
        unit.audit.append(AuditDraft(action, str(staff_id), str(resident_id)), self._clock())
