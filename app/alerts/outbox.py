"""The outbox: what people outside are to be told is kept together with the alarm itself."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from app.alerts.alert import Alert, AlertEvent
from app.alerts.delivery import GIVE_UP_AFTER, is_claimed, obsolete
from app.alerts.leaving import WordsLeaving
from app.alerts.message import MessageWriter
from app.alerts.notification import (
    Notification,
    NotificationId,
    NotificationState,
    OutboxRepository,
)
from app.alerts.routing import Recipient
from app.alerts.targets import Target
from app.audit import AuditLog
from app.clock import Clock
from app.identity.residents import ResidentRepository
from app.ids import new_uuid
from app.privacy import Redactor


class OutboxUnit(Protocol):
    """What the outbox needs of a unit of work."""

    @property
    def outbox(self) -> OutboxRepository:
        """Notifications."""

    @property
    def audit(self) -> AuditLog:
        """The audit log, committed with them."""


class EnqueuingUnit(OutboxUnit, Protocol):
    """What is needed besides to write messages."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents, for the room."""

    @property
    def redactor(self) -> Callable[[], Redactor]:
        """Gives the patterns and names that may not leave."""


class Outbox:
    """Writes a message for each target of an alarm. Without targets it does nothing."""

    def __init__(
        self,
        targets: Sequence[Target],
        writer: MessageWriter,
        clock: Clock,
        leaving: WordsLeaving | None = None,
    ) -> None:
        self._targets = tuple(targets)
        self._leaving = leaving if writer.tells_words else None
        self._writer = writer
        self._clock = clock

    def enqueue(
        self,
        unit: EnqueuingUnit,
        alert: Alert,
        event: AlertEvent,
        recipients: Sequence[Recipient],
    ) -> None:
        """Keep a message for every target that reaches one of the recipients.

        Called inside the transaction of the alarm. What of the same alert still waits for the
        target, or was given up, gives way to the newer message: an alert that sounds for hours
        while the network is down is told once when it comes back, not a thousand times.
        """
        reachable = [t for t in self._targets if any(r in t.roles for r in recipients)]
        if reachable and self._leaving is not None:
            alert = self._leaving(unit, alert)
        for target in reachable:
            reached = [recipient for recipient in recipients if recipient in target.roles]
            self._enqueue(unit, alert, event, target.name, reached[0])

    def _enqueue(
        self,
        unit: EnqueuingUnit,
        alert: Alert,
        event: AlertEvent,
        target: str,
        recipient: Recipient,
    ) -> None:
        now = self._clock()
        message = self._writer.write(alert, event, unit.residents.get(alert.resident_id))
        older = unit.outbox.not_sent(alert.id, target)
        is_kept = unit.outbox.add(
            Notification(
                NotificationId(new_uuid()),
                alert.id,
                event.id,
                target,
                recipient,
                alert.cause.level,
                message.title,
                message.body,
                created_at=now,
                # The day counts from the first message that the target has not accepted.
                give_up_at=min([now + GIVE_UP_AFTER, *_running_deadlines(older)]),
                next_at=now,
            )
        )
        if is_kept:
            for notification in older:
                if not is_claimed(notification, now):
                    unit.outbox.save(obsolete(notification, now))


def _running_deadlines(notifications: Sequence[Notification]) -> list[datetime]:
    waiting = (n for n in notifications if n.state is NotificationState.WAITING)
    return [notification.give_up_at for notification in waiting]
