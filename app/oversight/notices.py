"""Which messages about an alert left the building, for its card."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.alerts.notification import Notification, NotificationState
from app.alerts.routing import Recipient
from app.ids import AlertId


class NoticeRepository(Protocol):
    """The part of the outbox that is read."""

    def of_alerts(self, alert_ids: Sequence[AlertId]) -> Sequence[Notification]:
        """Return all messages about these alerts, oldest first."""


class NoticeUnit(Protocol):
    """What is read."""

    @property
    def outbox(self) -> NoticeRepository:
        """Messages."""


NoticeUnits = Callable[[], AbstractContextManager[NoticeUnit]]


@dataclass(frozen=True, slots=True)
class Notice:
    """A target outside, and how its newest message about an alert stands.

    Attributes:
        at: when it was sent or given up; when it was written, while it waits.
    """

    target: str
    recipient: Recipient
    state: NotificationState
    at: datetime


def newest_notices(messages: Iterable[Notification]) -> Mapping[AlertId, tuple[Notice, ...]]:
    """Return for each alert the newest message to each target, oldest target first.

    What gave way to a newer message is left out.
    """
    found: dict[AlertId, dict[str, Notice]] = {}
    for message in messages:
        if message.state is not NotificationState.OBSOLETE:
            notices = found.setdefault(message.alert_id, {})
            at = message.done_at or message.created_at
            notices[message.target] = Notice(message.target, message.recipient, message.state, at)
    return {alert_id: tuple(notices.values()) for alert_id, notices in found.items()}
