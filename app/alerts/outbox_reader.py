"""What staff see of the outbox: what waits, what was given up, and a second try."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from app.alerts.alert import AlertError
from app.alerts.delivery import retried
from app.alerts.notification import Notification, NotificationId, NotificationState
from app.alerts.outbox import OutboxUnit
from app.audit import AuditAction, AuditDraft
from app.clock import Clock
from app.ids import StaffId
from app.runtime import Lane

MOST_SHOWN = 200
MOST_FROM_RESIDENTS = 20


class OutboxReader:
    """Reads the outbox for staff.

    Args:
        reading: begins a unit that reads.
        units: begins a unit that may write.
        on_retry: called on the event loop's thread when there is something to send again.
    """

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[OutboxUnit]],
        units: Callable[[], AbstractContextManager[OutboxUnit]],
        lane: Lane,
        clock: Clock,
        on_retry: Callable[[], None],
    ) -> None:
        self._reading = reading
        self._units = units
        self._lane = lane
        self._clock = clock
        self._on_retry = on_retry

    async def dead_letters(self, limit: int = MOST_SHOWN) -> tuple[Notification, ...]:
        """Return the messages that were given up, newest first."""

        def read() -> tuple[Notification, ...]:
            with self._reading() as unit:
                return tuple(unit.outbox.dead(limit))

        return await self._lane.run(read)

    async def to_families(self, limit: int = MOST_FROM_RESIDENTS) -> tuple[Notification, ...]:
        """Return the latest messages of residents to their families, newest first."""

        def read() -> tuple[Notification, ...]:
            with self._reading() as unit:
                return tuple(unit.outbox.to_families(limit))

        return await self._lane.run(read)

    async def waiting_count(self) -> int:
        """Return how many messages have not been sent yet."""

        def read() -> int:
            with self._reading() as unit:
                return unit.outbox.waiting_count()

        return await self._lane.run(read)

    async def retry(self, notification_id: NotificationId, staff_id: StaffId) -> None:
        """Let a message that was given up be sent after all.

        One whose alert has been resolved meanwhile is closed instead of sent.

        Raises:
            AlertError: there is no such message, or it was not given up.
        """

        def change() -> None:
            now = self._clock()
            with self._units() as unit:
                dead = unit.outbox.get(notification_id)
                if dead is None or dead.state is not NotificationState.DEAD:
                    raise AlertError(
                        "This message is not among those given up.", "Look at the list again."
                    )
                unit.outbox.save(retried(dead, now))
                details = {"target": dead.target, "recipient": dead.recipient.value}
                unit.audit.append(
                    AuditDraft(
                        AuditAction.NOTIFICATION_RETRIED,
                        str(staff_id),
                        str(dead.alert_id),
                        details,
                    ),
                    now,
                )

        await self._lane.run(change)
        self._on_retry()
