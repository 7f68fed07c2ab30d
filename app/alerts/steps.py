"""The steps of an alert: each an event with its audit entry, made from where the alert stands.

Nothing is written here. Audit entries hold no words of residents.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.alerts.alert import (
    Alert,
    AlertCause,
    AlertError,
    AlertEvent,
    AlertEventKind,
    AlertSource,
    AlertStatus,
    Outcome,
)
from app.alerts.escalation import due
from app.alerts.routing import Routes
from app.audit import AuditAction, AuditDraft, Detail
from app.ids import AlertEventId, AlertId, ResidentId, StaffId, new_uuid
from app.safety import Level

MERGE_WITHIN = timedelta(minutes=10)
"""What a resident in danger says within this time belongs to one alert."""

_LILO = "lilo"


@dataclass(frozen=True, slots=True)
class Step:
    """An event, and what the audit log says of it."""

    event: AlertEvent
    draft: AuditDraft


def raising(
    open_alerts: Sequence[Alert], resident_id: ResidentId, cause: AlertCause, at: datetime
) -> Step:
    """Raise an alert, or add to the one of the resident's open alerts that is the same."""
    same = [alert for alert in open_alerts if _is_the_same(alert, cause, at)]
    alert_id = same[-1].id if same else AlertId(new_uuid())
    kind = AlertEventKind.REPEATED if same else AlertEventKind.RAISED
    action = AuditAction.ALERT_REPEATED if same else AuditAction.ALERT_RAISED
    details: dict[str, Detail] = {"source": cause.source, "level": cause.level.label}
    if cause.kind:
        details["kind"] = cause.kind
    event = AlertEvent(AlertEventId(new_uuid()), alert_id, resident_id, kind, at, cause=cause)
    return Step(event, AuditDraft(action, _LILO, str(resident_id), details))


def acknowledging(alert: Alert, staff_id: StaffId, at: datetime) -> Step | None:
    """Give the alert to who takes it; None when somebody has it.

    Whoever was handed it takes it like this as well, so that others see that they know of it.

    Raises:
        AlertError: it is resolved.
    """
    _hold_open(alert)
    is_theirs = alert.handed_over_by is not None and alert.acknowledged_by == staff_id
    if alert.status is AlertStatus.ACKNOWLEDGED and not is_theirs:
        return None
    waited_s = round((at - alert.raised_at).total_seconds(), 1)
    event = replace(_event(alert, AlertEventKind.ACKNOWLEDGED, at), by=staff_id)
    return _step(event, AuditAction.ALERT_ACKNOWLEDGED, str(staff_id), waited_s=waited_s)


def arriving(alert: Alert, staff_id: StaffId, at: datetime) -> Step | None:
    """Note that somebody is with the resident; None when they said so already.

    Raises:
        AlertError: it is resolved, or nobody has taken it: it would go on sounding.
    """
    _hold_taken(alert)
    if alert.arrived_by == staff_id:
        return None
    event = replace(_event(alert, AlertEventKind.ARRIVED, at), by=staff_id)
    after_s = round((at - alert.raised_at).total_seconds(), 1)
    return _step(event, AuditAction.ALERT_ARRIVED, str(staff_id), after_s=after_s)


def releasing(alert: Alert, staff_id: StaffId, at: datetime, *, of_others: bool = False) -> Step:
    """Give the alert back, so that it sounds anew.

    Args:
        of_others: they may give back what somebody else has.

    Raises:
        AlertError: it is resolved, nobody has it, or somebody else has.
    """
    _hold_taken(alert)
    _hold_own(alert, staff_id, of_others=of_others)
    event = replace(_event(alert, AlertEventKind.RELEASED, at), by=staff_id)
    return _step(event, AuditAction.ALERT_RELEASED, str(staff_id))


def handing_over(
    alert: Alert, staff_id: StaffId, to: StaffId, at: datetime, *, of_others: bool = False
) -> Step | None:
    """Give the alert to a colleague; None when they have it.

    Args:
        of_others: they may pass on what somebody else has.

    Raises:
        AlertError: it is resolved, nobody has it, or somebody else has.
    """
    _hold_taken(alert)
    if alert.acknowledged_by == to:
        return None
    _hold_own(alert, staff_id, of_others=of_others)
    event = replace(_event(alert, AlertEventKind.HANDED_OVER, at), by=to)
    return _step(event, AuditAction.ALERT_HANDED_OVER, str(staff_id), to=str(to))


def resolving(alert: Alert, staff_id: StaffId, outcome: Outcome, note: str, at: datetime) -> Step:
    """Close the alert.

    Raises:
        AlertError: it is resolved.
    """
    _hold_open(alert)
    event = replace(
        _event(alert, AlertEventKind.RESOLVED, at), by=staff_id, outcome=outcome, note=note
    )
    return _step(event, AuditAction.ALERT_RESOLVED, str(staff_id), outcome=outcome)


def answering(alert: Alert, question: str, answer: str, level: Level | None, at: datetime) -> Step:
    """Add a resident's answer, which may make the alert graver and never milder."""
    event = replace(_event(alert, AlertEventKind.ANSWERED, at), note=f"{question} {answer}")
    actor = str(alert.resident_id)
    if level is None or level <= alert.cause.level:
        return _step(event, AuditAction.ALERT_ANSWERED, actor)
    event = replace(event, cause=replace(alert.cause, level=level))
    return _step(event, AuditAction.ALERT_ANSWERED, actor, level=level.label)


def delivering(alert: Alert, station: str, at: datetime) -> Step | None:
    """Note which screen showed the alert; None when one has since its last alarm, or it is over."""
    if alert.delivered_at is not None or not alert.is_open:
        return None
    event = replace(_event(alert, AlertEventKind.DELIVERED, at), note=station)
    after_s = round((at - alert.alarmed_at).total_seconds(), 3)
    return _step(event, AuditAction.ALERT_DELIVERED, _LILO, station=station, after_s=after_s)


def falling_due(alert: Alert, routes: Routes, now: datetime) -> Step | None:
    """Sound the alert again if it is time; None when it is not."""
    next_due = due(alert, routes)
    if next_due is None or not next_due.has_come(now):
        return None
    escalates = next_due.kind is AlertEventKind.ESCALATED
    action = AuditAction.ALERT_ESCALATED if escalates else AuditAction.ALERT_RE_RAISED
    late_s = round((now - next_due.at).total_seconds(), 3)
    return _step(_event(alert, next_due.kind, now), action, _LILO, late_s=late_s)


def _is_the_same(alert: Alert, cause: AlertCause, at: datetime) -> bool:
    if alert.cause.source is not cause.source:
        return False
    if cause.source is AlertSource.CALL_BUTTON:
        # A call that nobody has answered is the same call, however long ago. Once somebody has
        # come, a further press is a new wish.
        return alert.status is AlertStatus.WAITING
    # Another kind of danger does not hide behind the first: it makes the alert sound anew.
    return at - alert.last_at <= MERGE_WITHIN


def _hold_open(alert: Alert) -> None:
    if not alert.is_open:
        raise AlertError("This alert was resolved already.", "Look at the board again.")


def _hold_taken(alert: Alert) -> None:
    _hold_open(alert)
    if alert.status is not AlertStatus.ACKNOWLEDGED:
        raise AlertError("Nobody has this alert: it is waiting.", "Take it first.")


def _hold_own(alert: Alert, staff_id: StaffId, *, of_others: bool) -> None:
    if alert.acknowledged_by != staff_id and not of_others:
        raise AlertError(
            "Somebody else has this alert.", "Ask them, or an administrator, to give it back."
        )


def _event(alert: Alert, kind: AlertEventKind, at: datetime) -> AlertEvent:
    return AlertEvent(AlertEventId(new_uuid()), alert.id, alert.resident_id, kind, at)


def _step(event: AlertEvent, action: AuditAction, actor: str, **more: Detail) -> Step:
    details: dict[str, Detail] = {"alert": str(event.alert_id), **more}
    return Step(event, AuditDraft(action, actor, str(event.resident_id), details))
