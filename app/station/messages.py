"""Messages that leave the building."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.alerts.notification import Notification, NotificationId
from app.alerts.outbox_reader import OutboxReader
from app.alerts.target_line import TargetHealth
from app.identity import Gate, Permission, StaffSession, needs


@dataclass(frozen=True, slots=True)
class StationMessages:
    """What waits, what was given up, and a second try.

    Attributes:
        outbox: None where nothing leaves the building.
        health: how each target has been doing; it names nobody and needs no permission.
    """

    gate: Gate
    outbox: OutboxReader | None
    health: Callable[[], Sequence[TargetHealth]]

    @needs(Permission.SEE_MESSAGES)
    async def dead_letters(self, _session: StaffSession) -> tuple[Notification, ...]:
        """Return the messages that were given up, newest first."""
        return await self.outbox.dead_letters() if self.outbox else ()

    @needs(Permission.SEE_MESSAGES)
    async def to_families(self, _session: StaffSession) -> tuple[Notification, ...]:
        """Return the latest messages of residents to their families, newest first."""
        return await self.outbox.to_families() if self.outbox else ()

    @needs(Permission.SEE_MESSAGES)
    async def waiting_count(self, _session: StaffSession) -> int:
        """Return how many messages have not been sent yet."""
        return await self.outbox.waiting_count() if self.outbox else 0

    @needs(Permission.RESEND_MESSAGES)
    async def retry(self, session: StaffSession, notification_id: NotificationId) -> None:
        """Let a message that was given up be sent after all; see `OutboxReader.retry`."""
        if self.outbox:
            await self.outbox.retry(notification_id, session.member.id)
