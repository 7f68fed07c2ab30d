"""Messages that leave the building."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.alerts.notification import Notification, NotificationId
from app.alerts.outbox_reader import OutboxReader
from app.alerts.target_line import TargetHealth
from app.audit import AuditAction
from app.identity import Gate, Permission, StaffSession, needs
from app.station.visits import Visits


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
    visits: Visits

    @needs(Permission.SEE_MESSAGES)
    async def dead_letters(
        self, session: StaffSession, *, only_counts: bool = False
    ) -> tuple[Notification, ...]:
        """Return the messages that were given up, newest first; noted once for each session.

        Args:
            only_counts: leave out what they say, and the entry.
        """
        if self.outbox is None:
            return ()
        if only_counts:
            dead = await self.outbox.dead_letters()
            return tuple(replace(one, title="", body="") for one in dead)
        await self.visits.note(session, AuditAction.NOTIFICATION_READ)
        return await self.outbox.dead_letters()

    @needs(Permission.SEE_MESSAGES)
    async def to_families(self, session: StaffSession) -> tuple[Notification, ...]:
        """Return the latest messages of residents to their families, newest first.

        Noted once for each session, together with the messages that were given up.
        """
        if self.outbox is None:
            return ()
        await self.visits.note(session, AuditAction.NOTIFICATION_READ)
        return await self.outbox.to_families()

    @needs(Permission.SEE_MESSAGES)
    async def waiting_count(self, _session: StaffSession) -> int:
        """Return how many messages have not been sent yet."""
        return await self.outbox.waiting_count() if self.outbox else 0

    @needs(Permission.RESEND_MESSAGES)
    async def retry(self, session: StaffSession, notification_id: NotificationId) -> None:
        """Let a message that was given up be sent after all; see `OutboxReader.retry`."""
        if self.outbox:
            await self.outbox.retry(notification_id, session.member.id)
