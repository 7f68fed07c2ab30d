"""A notification: one message about one alarm to one target outside the building."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol
from uuid import UUID

from app.alerts.alert import AlertError
from app.alerts.routing import Recipient
from app.ids import AlertEventId, AlertId
from app.safety import Level

NotificationId = NewType("NotificationId", UUID)


class NotificationError(AlertError):
    """A message did not go out.

    Attributes:
        fault: a short name of what went wrong, such as `http_503`; never an address.
        transient: whether it may go out when it is tried again.
    """

    code = "alert.notification"

    def __init__(self, fault: str, *, transient: bool) -> None:
        super().__init__(
            f"A message about an alert was not accepted ({fault}).",
            "Lilo tries again by itself." if transient else "Check the target in the settings.",
        )
        self.fault = fault
        self.transient = transient


class NotificationState(StrEnum):
    """Where a notification stands."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
    """Given up: the target refused it for good, or accepted nothing for a day."""
    OBSOLETE = "obsolete"
    """Not needed any more: the alert was resolved, or a newer message stands in its place."""


@dataclass(frozen=True, slots=True)
class Notification:
    """A message as the outbox keeps it.

    Attributes:
        event_id: the alarm that it tells of; a target is told once of each.
        target: name of the target in the settings.
        title, body: what is sent.
        give_up_at: a failure after this moment is the last one.
        attempts: how often it was claimed for sending.
        next_at: not to be tried before.
        claimed_until: somebody is sending it; when the moment passes without word, they died.
        last_error: short name of the latest fault.
        done_at: when it was sent, given up or closed.
    """

    id: NotificationId
    alert_id: AlertId
    event_id: AlertEventId
    target: str
    recipient: Recipient
    level: Level
    title: str = field(repr=False)
    body: str = field(repr=False)
    created_at: datetime
    give_up_at: datetime
    next_at: datetime
    state: NotificationState = NotificationState.WAITING
    attempts: int = 0
    claimed_until: datetime | None = None
    last_error: str | None = None
    done_at: datetime | None = None


class OutboxRepository(Protocol):
    """Where notifications are kept."""

    def add(self, notification: Notification) -> bool:
        """Keep a new one; return False where the target is to be told of this alarm already."""

    def get(self, notification_id: NotificationId) -> Notification | None:
        """Return one, or None."""

    def save(self, notification: Notification) -> None:
        """Keep what has become of one."""

    def waiting(self) -> Sequence[Notification]:
        """Return what waits to be sent, gravest first and then oldest."""

    def waiting_count(self) -> int:
        """Return how many wait to be sent."""

    def waiting_of_resolved(self) -> Sequence[Notification]:
        """Return what waits although its alert is resolved."""

    def of_alerts(self, alert_ids: Sequence[AlertId]) -> Sequence[Notification]:
        """Return all messages about these alerts, oldest first."""

    def not_sent(self, alert_id: AlertId, target: str) -> Sequence[Notification]:
        """Return what waits or was given up of one alert for one target, oldest first."""

    def dead(self, limit: int) -> Sequence[Notification]:
        """Return what was given up, newest first."""

    def to_families(self, limit: int) -> Sequence[Notification]:
        """Return messages of residents to their families, newest first."""


class NotificationChannel(Protocol):
    """A way out of the building."""

    def accepts(self, url: str) -> bool:
        """Whether messages can be sent to such an address. Nothing is sent."""

    def send(self, url: str, title: str, body: str) -> None:
        """Send a message, blocking.

        Raises:
            NotificationError: it was not accepted.
        """
