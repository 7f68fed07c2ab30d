"""The alert desk: an alert is committed, with its audit entry, before anything is shown."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, TypeVar

import structlog

from app.alerts.alert import (
    Alert,
    AlertCause,
    AlertError,
    AlertEvent,
    AlertRepository,
    AlertSource,
    Outcome,
    alert_from,
    standing_crisis,
)
from app.alerts.routing import Recipient, Routes
from app.alerts.steps import (
    Step,
    acknowledging,
    answering,
    arriving,
    delivering,
    falling_due,
    handing_over,
    raising,
    releasing,
    resolving,
)
from app.audit import AuditLog
from app.clock import Clock
from app.ids import AlertId, ResidentId, StaffId
from app.runtime import Lane
from app.safety import Level
from app.tracing import traced

_log = structlog.get_logger(__name__)


class AlertUnit(Protocol):
    """What the desk needs of a unit of work."""

    @property
    def alerts(self) -> AlertRepository:
        """Alert events."""

    @property
    def audit(self) -> AuditLog:
        """The audit log, committed with them."""


AlertUnits = Callable[[], AbstractContextManager[AlertUnit]]
Unit = TypeVar("Unit", bound=AlertUnit)
_Made = TypeVar("_Made")
OnAlarm = Callable[[Unit, Alert, AlertEvent, Sequence[Recipient]], None]
"""Hears of every alarm inside its transaction, so that what it writes is kept with it."""
FamilyMayKnow = Callable[[Unit, ResidentId], bool]
"""Whether a resident has agreed that their family is told; asked inside the transaction."""


class _NotPassedOnError(Exception):
    """The listener inside the transaction failed."""


class AlertDesk:
    """Raises alerts and follows them until they are resolved.

    Args:
        units: begins a unit that may write.
        routes: who is told, and how long each tier has.
        family_may_know: without it the family is never told.
        on_alarm: hears of each alarm (raised, graver, escalated, re-raised) inside its
            transaction. Where it fails the alarm is kept without it.
    """

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[Unit]],
        lane: Lane,
        clock: Clock,
        *,
        routes: Routes,
        on_alarm: OnAlarm[Unit] | None = None,
        family_may_know: FamilyMayKnow[Unit] | None = None,
    ) -> None:
        self._units: AlertUnits = units
        self._lane = lane
        self._clock = clock
        self._routes = routes
        self._on_alarm: OnAlarm[Any] | None = on_alarm
        self._family_may_know: FamilyMayKnow[Any] | None = family_may_know
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

        def change(unit: AlertUnit, on_alarm: OnAlarm[Any] | None) -> Alert:
            open_alerts = unit.alerts.open_alerts(resident_id)
            step = raising(open_alerts, resident_id, cause, at or self._clock())
            return self._kept(unit, step, on_alarm)

        alert = await self._do(change)
        with traced(alert=alert.id):
            self.announce()
        return alert

    async def open_call(self, resident_id: ResidentId) -> Alert | None:
        """Return the newest open alert that the resident raised by the call button."""

        def read() -> Alert | None:
            with self._units() as unit:
                found = unit.alerts.open_alerts(resident_id)
            calls = [alert for alert in found if alert.cause.source is AlertSource.CALL_BUTTON]
            return calls[-1] if calls else None

        return await self._lane.run(read)

    async def open_crisis(self, resident_id: ResidentId) -> Alert | None:
        """Return the newest open alert that a crisis dialogue of the resident belongs to."""

        def read() -> Alert | None:
            with self._units() as unit:
                return standing_crisis(unit.alerts.open_alerts(resident_id))

        return await self._lane.run(read)

    async def acknowledge(self, alert_id: AlertId, staff_id: StaffId) -> Alert:
        """Record who takes the alert. The first to do so has it; a second call changes nothing.

        Raises:
            AlertError: there is no such alert, or it is resolved.
        """
        return await self._step(alert_id, lambda a: acknowledging(a, staff_id, self._clock()))

    async def arrive(self, alert_id: AlertId, staff_id: StaffId) -> Alert:
        """Record who is with the resident. It stops no clock.

        Raises:
            AlertError: there is no such alert, it is resolved, or nobody has taken it.
        """
        return await self._step(alert_id, lambda a: arriving(a, staff_id, self._clock()))

    async def release(
        self, alert_id: AlertId, staff_id: StaffId, *, of_others: bool = False
    ) -> Alert:
        """Give the alert back: it sounds anew, and the tier it is on is told again.

        Args:
            of_others: whether they may give back what somebody else has.

        Raises:
            AlertError: there is no such alert, it is resolved, nobody has it, or somebody else.
        """
        return await self._step(
            alert_id, lambda a: releasing(a, staff_id, self._clock(), of_others=of_others)
        )

    async def hand_over(
        self, alert_id: AlertId, staff_id: StaffId, to: StaffId, *, of_others: bool = False
    ) -> Alert:
        """Give the alert to a colleague. It must be resolved by the same time as before.

        Args:
            of_others: whether they may pass on what somebody else has.

        Raises:
            AlertError: there is no such alert, it is resolved, nobody has it, or somebody else.
        """
        return await self._step(
            alert_id, lambda a: handing_over(a, staff_id, to, self._clock(), of_others=of_others)
        )

    async def resolve(
        self, alert_id: AlertId, staff_id: StaffId, outcome: Outcome, note: str = ""
    ) -> Alert:
        """Close the alert with what it turned out to be.

        Raises:
            AlertError: there is no such alert, or it is resolved.
        """
        return await self._step(
            alert_id, lambda a: resolving(a, staff_id, outcome, note, self._clock())
        )

    async def answer(
        self, alert_id: AlertId, question: str, answer: str, level: Level | None = None
    ) -> Alert:
        """Add a resident's answer in the crisis dialogue to the alert.

        A `level` above the present one raises the alert: it waits and sounds anew.

        Raises:
            AlertError: there is no such alert.
        """
        return await self._step(
            alert_id, lambda a: answering(a, question, answer, level, self._clock())
        )

    async def delivered(self, alert_ids: Sequence[AlertId], station: str) -> None:
        """Record that a staff screen shows the alerts; only the first since each alarm counts.

        Ids of alerts that do not exist or are over are passed over. Listeners are called only
        when something was recorded, so that they may call this.
        """

        def change(unit: AlertUnit, on_alarm: OnAlarm[Any] | None) -> bool:
            is_changed = False
            for alert_id in alert_ids:
                events = unit.alerts.events_of(alert_id)
                step = delivering(alert_from(events), station, self._clock()) if events else None
                if step is not None:
                    self._kept(unit, step, on_alarm)
                    is_changed = True
            return is_changed

        is_changed = await self._do(change)
        if is_changed:
            self.announce()

    async def escalate_due(self, alert_id: AlertId) -> Alert:
        """Escalate or re-raise the alert if it is time, and return how it stands.

        Whether it is time is decided inside the transaction: of several processes that come at
        once, one writes. Listeners are called only when something was written.

        Raises:
            AlertError: there is no such alert.
        """

        def change(unit: AlertUnit, on_alarm: OnAlarm[Any] | None) -> tuple[Alert, bool]:
            alert = _loaded(unit, alert_id)
            step = falling_due(alert, self._routes, self._clock())
            return (self._kept(unit, step, on_alarm), True) if step else (alert, False)

        alert, is_changed = await self._do(change)
        if is_changed:
            self.announce()
        return alert

    async def _step(self, alert_id: AlertId, make: Callable[[Alert], Step | None]) -> Alert:
        def change(unit: AlertUnit, on_alarm: OnAlarm[Any] | None) -> Alert:
            alert = _loaded(unit, alert_id)
            step = make(alert)
            return self._kept(unit, step, on_alarm) if step else alert

        with traced(alert=alert_id):
            alert = await self._do(change)
            self.announce()
        return alert

    async def _do(self, change: Callable[[AlertUnit, OnAlarm[Any] | None], _Made]) -> _Made:
        def job() -> _Made:
            try:
                with self._units() as unit:
                    return change(unit, self._on_alarm)
            except _NotPassedOnError as error:
                # The alarm on the screens must not hang on what tells the world outside.
                _log.error("alarm_not_passed_on", fault=type(error.__cause__).__name__)
            with self._units() as unit:
                return change(unit, None)

        return await self._lane.run(job)

    def _kept(self, unit: AlertUnit, step: Step, on_alarm: OnAlarm[Any] | None) -> Alert:
        event = step.event
        before = unit.alerts.events_of(event.alert_id)
        unit.alerts.append(event)
        unit.audit.append(step.draft, event.at)
        alert = alert_from([*before, event])
        is_alarm = not before or alert.alarms > alert_from(before).alarms
        if on_alarm is not None and is_alarm:
            try:
                with traced(alert=alert.id):
                    is_told = self._family_is_told(unit, alert.resident_id)
                    recipients = self._routes.recipients(alert, family_consents=is_told)
                    on_alarm(unit, alert, event, recipients)
            except Exception as error:
                raise _NotPassedOnError from error
        return alert

    def _family_is_told(self, unit: AlertUnit, resident_id: ResidentId) -> bool:
        if self._family_may_know is None:
            return False
        try:
            return self._family_may_know(unit, resident_id)
        except Exception:
            # Without a consent that can be read there is none; the others are told all the same.
            _log.exception("consent_not_read")
            return False


def _loaded(unit: AlertUnit, alert_id: AlertId) -> Alert:
    events = unit.alerts.events_of(alert_id)
    if not events:
        raise AlertError("There is no such alert.", "Look at the board again.")
    return alert_from(events)
