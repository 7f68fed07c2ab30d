"""The outbox on the `notifications` table."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.alerts.notification import Notification, NotificationId, NotificationState
from app.alerts.routing import Recipient
from app.ids import AlertEventId, AlertId
from app.safety import Level
from storage.tables import AlertHeadRow, NotificationRow

_WAITING = NotificationState.WAITING.value
_DEAD = NotificationState.DEAD.value


class SqlOutboxRepository:
    """Implements `app.alerts.notification.OutboxRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, notification: Notification) -> bool:
        """Keep a new one; return False where the target is to be told of this alarm already."""
        known = self._session.scalar(
            select(NotificationRow.id).where(
                NotificationRow.event_id == notification.event_id,
                NotificationRow.target == notification.target,
            )
        )
        if known is not None:
            return False
        self._session.add(_row_of(notification))
        self._session.flush()
        return True

    def get(self, notification_id: NotificationId) -> Notification | None:
        """Return one, or None."""
        row = self._session.get(NotificationRow, notification_id)
        return None if row is None else _notification_of(row)

    def save(self, notification: Notification) -> None:
        """Keep what has become of one."""
        self._session.merge(_row_of(notification))
        self._session.flush()

    def waiting(self) -> Sequence[Notification]:
        """Return what waits to be sent, gravest first and then oldest."""
        return self._found(
            select(NotificationRow)
            .where(NotificationRow.state == _WAITING)
            .order_by(NotificationRow.level.desc(), NotificationRow.id)
        )

    def waiting_count(self) -> int:
        """Return how many wait to be sent."""
        count = select(func.count()).where(NotificationRow.state == _WAITING)
        return self._session.scalars(count).one()

    def waiting_of_resolved(self) -> Sequence[Notification]:
        """Return what waits although its alert is resolved."""
        return self._found(
            select(NotificationRow)
            .join(AlertHeadRow, AlertHeadRow.alert_id == NotificationRow.alert_id)
            .where(NotificationRow.state == _WAITING, AlertHeadRow.is_open.is_(False))
            .order_by(NotificationRow.id)
        )

    def of_alerts(self, alert_ids: Sequence[AlertId]) -> Sequence[Notification]:
        """Return all messages about these alerts, oldest first."""
        return self._found(
            select(NotificationRow)
            .where(NotificationRow.alert_id.in_(alert_ids))
            .order_by(NotificationRow.id)
        )

    def not_sent(self, alert_id: AlertId, target: str) -> Sequence[Notification]:
        """Return what waits or was given up of one alert for one target, oldest first."""
        return self._found(
            select(NotificationRow)
            .where(
                NotificationRow.alert_id == alert_id,
                NotificationRow.state.in_([_WAITING, _DEAD]),
                NotificationRow.target == target,
            )
            .order_by(NotificationRow.id)
        )

    def dead(self, limit: int) -> Sequence[Notification]:
        """Return what was given up, newest first."""
        return self._found(
            select(NotificationRow)
            .where(NotificationRow.state == _DEAD)
            .order_by(NotificationRow.id.desc())
            .limit(limit)
        )

    def to_families(self, limit: int) -> Sequence[Notification]:
        """Return messages of residents to their families, newest first."""
        return self._found(
            select(NotificationRow)
            .where(
                NotificationRow.recipient == Recipient.FAMILY.value,
                NotificationRow.level == Level.NONE.value,
            )
            .order_by(NotificationRow.id.desc())
            .limit(limit)
        )

    def _found(self, query: Select[NotificationRow]) -> list[Notification]:
        return [_notification_of(row) for row in self._session.scalars(query)]


def _row_of(notification: Notification) -> NotificationRow:
    return NotificationRow(
        id=notification.id,
        alert_id=notification.alert_id,
        event_id=notification.event_id,
        target=notification.target,
        recipient=notification.recipient.value,
        level=notification.level.value,
        title=notification.title,
        body=notification.body,
        created_at=notification.created_at,
        give_up_at=notification.give_up_at,
        state=notification.state.value,
        attempts=notification.attempts,
        next_at=notification.next_at,
        claimed_until=notification.claimed_until,
        last_error=notification.last_error,
        done_at=notification.done_at,
    )


def _notification_of(row: NotificationRow) -> Notification:
    return Notification(
        id=NotificationId(row.id),
        alert_id=AlertId(row.alert_id),
        event_id=AlertEventId(row.event_id),
        target=row.target,
        recipient=Recipient(row.recipient),
        level=Level(row.level),
        title=row.title,
        body=row.body,
        created_at=row.created_at,
        give_up_at=row.give_up_at,
        next_at=row.next_at,
        state=NotificationState(row.state),
        attempts=row.attempts,
        claimed_until=row.claimed_until,
        last_error=row.last_error,
        done_at=row.done_at,
    )
