"""Alerts on the `alert_events` table, with `alert_heads` to find the open ones."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.alerts.alert import (
    Alert,
    AlertCause,
    AlertEvent,
    AlertEventKind,
    AlertSource,
    Outcome,
    alert_from,
)
from app.ids import AlertEventId, AlertId, MessageId, ResidentId, StaffId
from app.safety import DangerKind, Level
from storage.tables import AlertEventRow, AlertHeadRow


class SqlAlertRepository:
    """Implements `app.alerts.alert.AlertRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, event: AlertEvent) -> None:
        """Add an event.

        Raises:
            AlertError: it does not fit the events before it, such as one without an alert.
        """
        # Folded before it is kept: an event that could not be read back would hide its alert.
        alert = alert_from([*self.events_of(event.alert_id), event])
        self._session.add(_row_of(event))
        self._session.merge(
            AlertHeadRow(
                alert_id=alert.id,
                resident_id=alert.resident_id,
                is_open=alert.is_open,
                raised_at=alert.raised_at,
                resolved_at=alert.resolved_at,
            )
        )
        self._session.flush()

    def events_of(self, alert_id: AlertId) -> Sequence[AlertEvent]:
        """Return the events of one alert, oldest first."""
        rows = self._session.scalars(
            select(AlertEventRow)
            .where(AlertEventRow.alert_id == alert_id)
            .order_by(AlertEventRow.sequence)
        )
        return [_event_of(row) for row in rows]

    def open_alerts(self, resident_id: ResidentId | None = None) -> Sequence[Alert]:
        """Return alerts that are not resolved, oldest first."""
        heads = (
            select(AlertHeadRow.alert_id)
            .where(AlertHeadRow.is_open.is_(True))
            .order_by(AlertHeadRow.raised_at, AlertHeadRow.alert_id)
        )
        if resident_id is not None:
            heads = heads.where(AlertHeadRow.resident_id == resident_id)
        return self._folded(self._session.scalars(heads).all())

    def resolved_since(self, moment: datetime) -> Sequence[Alert]:
        """Return alerts resolved at or after the moment, newest first."""
        resolved_at: InstrumentedAttribute[datetime | None] = AlertHeadRow.resolved_at
        heads = (
            select(AlertHeadRow.alert_id)
            .where(AlertHeadRow.is_open.is_(False), resolved_at >= moment)
            .order_by(resolved_at.desc(), AlertHeadRow.alert_id.desc())
        )
        return self._folded(self._session.scalars(heads).all())

    def all_ids(self) -> Sequence[AlertId]:
        """Return the ids of all alerts that have events, for checking."""
        ids = self._session.scalars(select(AlertEventRow.alert_id).distinct())
        return [AlertId(alert_id) for alert_id in ids]

    def _folded(self, alert_ids: Sequence[UUID]) -> list[Alert]:
        rows = self._session.scalars(
            select(AlertEventRow)
            .where(AlertEventRow.alert_id.in_(alert_ids))
            .order_by(AlertEventRow.alert_id, AlertEventRow.sequence)
        )
        alerts = {
            alert_id: alert_from(map(_event_of, events))
            for alert_id, events in groupby(rows, key=lambda row: row.alert_id)
        }
        # A head without events means tampering, for `Database.check` to report; the other alerts
        # must be shown all the same.
        return [alerts[alert_id] for alert_id in alert_ids if alert_id in alerts]


def _row_of(event: AlertEvent) -> AlertEventRow:
    row = AlertEventRow(
        id=event.id,
        alert_id=event.alert_id,
        resident_id=event.resident_id,
        kind=event.kind.value,
        at=event.at,
        by=event.by,
        outcome=event.outcome.value if event.outcome else None,
        note=event.note,
    )
    if event.cause is not None:
        row.source = event.cause.source.value
        row.level = event.cause.level.value
        row.danger = event.cause.kind.value if event.cause.kind else None
        row.words = event.cause.words
        row.reasons = list(event.cause.reasons)
        row.score = event.cause.score
        row.message_id = event.cause.message_id
    return row


def _event_of(row: AlertEventRow) -> AlertEvent:
    return AlertEvent(
        id=AlertEventId(row.id),
        alert_id=AlertId(row.alert_id),
        resident_id=ResidentId(row.resident_id),
        kind=AlertEventKind(row.kind),
        at=row.at,
        cause=_cause_of(row),
        by=StaffId(row.by) if row.by else None,
        outcome=Outcome(row.outcome) if row.outcome else None,
        note=row.note,
    )


def _cause_of(row: AlertEventRow) -> AlertCause | None:
    if row.source is None or row.level is None or row.score is None:
        return None
    return AlertCause(
        source=AlertSource(row.source),
        level=Level(row.level),
        kind=DangerKind(row.danger) if row.danger else None,
        words=row.words or "",
        reasons=tuple(row.reasons or ()),
        score=row.score,
        message_id=MessageId(row.message_id) if row.message_id else None,
    )
