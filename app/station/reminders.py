"""Notes about reminders, as staff see them and settle them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.identity import Gate, Permission, StaffSession, needs
from app.ids import ResidentId
from app.schedule import ReminderDesk, ReminderKey, StaffNotice


@dataclass(frozen=True, slots=True)
class StationReminders:
    """The reminder desk as staff use it."""

    gate: Gate
    desk: ReminderDesk

    async def standing(self) -> frozenset[tuple[ResidentId, ReminderKey]]:
        """Return which notes there are, without names and words: a locked screen may sound."""
        return frozenset((each.resident.id, each.notice.key) for each in await self.desk.notices())

    @needs(Permission.SEE_BOARD)
    async def notices(self, _session: StaffSession) -> Sequence[StaffNotice]:
        """Return what staff should know of, longest first."""
        return await self.desk.notices()

    @needs(Permission.ANSWER_ALERTS)
    async def seen(self, session: StaffSession, resident_id: ResidentId, key: ReminderKey) -> None:
        """Keep that a note has been seen; the first one counts."""
        await self.desk.seen(resident_id, key, session.member.id)
