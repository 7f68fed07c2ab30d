"""The alert desk: an alert is committed, with its audit entry, before anything is shown."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from app.alerts.alert import (
    Alert,
    AlertCause,
    AlertError,
    AlertEvent,
    AlertEventKind,
    AlertRepository,
    AlertSource,
    AlertStatus,
    Outcome,
    alert_from,
)
from app.audit import AuditAction, AuditDraft, AuditLog, Detail
from app.clock import Clock
from app.ids import AlertEventId, AlertId, ResidentId, StaffId, new_uuid
from app.runtime import Lane

_log = structlog.get_logger(__name__)

MERGE_WITHIN = timedelta(minutes=10)
"""What a resident in danger says within this time belongs to one alert."""


class AlertUnit(Protocol):
    """What the desk needs of a unit of work."""

    @property
    def alerts(self) -> AlertRepository:
        """Alert events."""

    @property
    def audit(self) -> AuditLog:
        """The audit log, committed with them."""


AlertUnits = Callable[[], AbstractContextManager[AlertUnit]]


class AlertDesk:
    """Raises alerts and follows them until they are resolved."""

    def __init__(self, units: AlertUnits, lane: Lane, clock: Clock) -> None:
        self._units = units
        self._lane = lane
        self._clock = clock
        self._listeners: list[Callable[[], None]] = []

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call the listener, on the event loop's thread, after each committed change."""
        self._listeners.append(listener)

    def announce(self) -> None:
        """Tell the listeners; also called when another process has changed the database."""
        for listener in tuple(self._listeners):
            try:
                listener()
            except Exception:
                # What was committed stands, whoever fails to show it.
                _log.exception("alert_listener_failed")

    async def raise_alert(
        self, resident_id: ResidentId, cause: AlertCause, at: datetime | None = None
    ) -> Alert:
        """Raise an alert, or add to the one that is open for the same thing.

        When this returns, the alert has been committed. `at` is when it happened, where that
        was earlier than now.
        """
        return await self._do(lambda unit: self._raise(unit, resident_id, cause, at))

    async def acknowledge(self, alert_id: AlertId, staff_id: StaffId) -> Alert:
        """Record who takes the alert. The first to do so has it; a second call changes nothing.

        Raises:
            AlertError: there is no such alert, or it is resolved.
        """
        return await self._do(lambda unit: self._acknowledge(unit, alert_id, staff_id))

    async def resolve(
        self, alert_id: AlertId, staff_id: StaffId, outcome: Outcome, note: str = ""
    ) -> Alert:
        """Close the alert with what it turned out to be.

        Raises:
            AlertError: there is no such alert, or it is resolved.
        """
        return await self._do(lambda unit: self._resolve(unit, alert_id, staff_id, outcome, note))

    async def answer(self, alert_id: AlertId, question: str, answer: str) -> Alert:
        """Add a resident's answer in the crisis dialogue to the alert."""
        return await self._do(lambda unit: self._answer(unit, alert_id, question, answer))

    async def _do(self, change: Callable[[AlertUnit], Alert]) -> Alert:
        def job() -> Alert:
            with self._units() as unit:
                return change(unit)

        alert = await self._lane.run(job)
        self.announce()
        return alert

    def _raise(
        self,
        unit: AlertUnit,
        resident_id: ResidentId,
        cause: AlertCause,
        at: datetime | None,
    ) -> Alert:
        now = at or self._clock()
        mergeable = [
            alert
            for alert in unit.alerts.open_alerts(resident_id)
            if _is_the_same(alert, cause, now)
        ]
        alert_id = mergeable[-1].id if mergeable else AlertId(new_uuid())
        kind = AlertEventKind.REPEATED if mergeable else AlertEventKind.RAISED
        action = AuditAction.ALERT_REPEATED if mergeable else AuditAction.ALERT_RAISED
        event = AlertEvent(_event_id(), alert_id, resident_id, kind, now, cause=cause)
        details: dict[str, Detail] = {"source": cause.source, "level": cause.level.label}
        if cause.kind:
            details["kind"] = cause.kind
        return self._added(unit, event, AuditDraft(action, "lilo", str(resident_id), details))

    def _acknowledge(self, unit: AlertUnit, alert_id: AlertId, staff_id: StaffId) -> Alert:
        alert = _open(unit, alert_id)
        if alert.status is AlertStatus.ACKNOWLEDGED:
            return alert
        event = AlertEvent(
            _event_id(),
            alert_id,
            alert.resident_id,
            AlertEventKind.ACKNOWLEDGED,
            self._clock(),
            by=staff_id,
        )
        waited_s = round((event.at - alert.raised_at).total_seconds(), 1)
        draft = AuditDraft(
            AuditAction.ALERT_ACKNOWLEDGED,
            str(staff_id),
            str(alert.resident_id),
            {"alert": str(alert_id), "waited_s": waited_s},
        )
        return self._added(unit, event, draft)

    def _resolve(
        self, unit: AlertUnit, alert_id: AlertId, staff_id: StaffId, outcome: Outcome, note: str
    ) -> Alert:
        alert = _open(unit, alert_id)
        event = AlertEvent(
            _event_id(),
            alert_id,
            alert.resident_id,
            AlertEventKind.RESOLVED,
            self._clock(),
            by=staff_id,
            outcome=outcome,
            note=note,
        )
        draft = AuditDraft(
            AuditAction.ALERT_RESOLVED,
            str(staff_id),
            str(alert.resident_id),
            {"alert": str(alert_id), "outcome": outcome},
        )
        return self._added(unit, event, draft)

    def _answer(self, unit: AlertUnit, alert_id: AlertId, question: str, answer: str) -> Alert:
        alert = _loaded(unit, alert_id)
        event = AlertEvent(
            _event_id(),
            alert_id,
            alert.resident_id,
            AlertEventKind.ANSWERED,
            self._clock(),
            note=f"{question} {answer}",
        )
        draft = AuditDraft(
            AuditAction.ALERT_ANSWERED,
            str(alert.resident_id),
            str(alert.resident_id),
            {"alert": str(alert_id)},
        )
        return self._added(unit, event, draft)

    def _added(self, unit: AlertUnit, event: AlertEvent, draft: AuditDraft) -> Alert:
        unit.alerts.append(event)
        unit.audit.append(draft, event.at)
        return alert_from(unit.alerts.events_of(event.alert_id))


def _is_the_same(alert: Alert, cause: AlertCause, now: datetime) -> bool:
    if alert.cause.source is not cause.source:
        return False
    if cause.source is AlertSource.CALL_BUTTON:
        # A call that nobody has answered is the same call, however long ago. Once somebody has
        # come, a further press is a new wish.
        return alert.status is AlertStatus.WAITING
    # Another kind of danger is another alert: smoke does not hide behind a low mood.
    return alert.cause.kind is cause.kind and now - alert.last_at <= MERGE_WITHIN


def _event_id() -> AlertEventId:
    return AlertEventId(new_uuid())


def _loaded(unit: AlertUnit, alert_id: AlertId) -> Alert:
    events = unit.alerts.events_of(alert_id)
    if not events:
        raise AlertError("There is no such alert.", "Look at the board again.")
    return alert_from(events)


def _open(unit: AlertUnit, alert_id: AlertId) -> Alert:
    alert = _loaded(unit, alert_id)
    if not alert.is_open:
        raise AlertError("This alert was resolved already.", "Look at the board again.")
    return alert
