"""An alert is the sum of its events. Events are only ever added; the state is derived."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.errors import LiloError
from app.ids import AlertEventId, AlertId, MessageId, ResidentId, StaffId
from app.safety import DangerKind, Level


class AlertError(LiloError):
    """An alert cannot do what was asked of it."""

    code = "alert"


class AlertSource(StrEnum):
    """What raised the alert."""

    WORDS = "words"
    CALL_BUTTON = "call_button"


class AlertEventKind(StrEnum):
    """What happened to an alert."""

    RAISED = "raised"
    REPEATED = "repeated"
    ANSWERED = "answered"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class AlertStatus(StrEnum):
    """Where an alert stands."""

    WAITING = "waiting"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class Outcome(StrEnum):
    """What a resolved alert turned out to be; the base of the share of actionable alerts."""

    HELPED = "helped"
    TREATED = "treated"
    REASSURED = "reassured"
    FALSE_ALARM = "false_alarm"


@dataclass(frozen=True, slots=True)
class AlertCause:
    """Why an alert was raised, for a nurse to read.

    Attributes:
        words: the resident's own words; empty for the call button.
        reasons: rules and nearest patterns that spoke, gravest first.
        score: screening score in 0..1; 1.0 for the call button.
    """

    source: AlertSource
    level: Level
    kind: DangerKind | None = None
    words: str = ""
    reasons: tuple[str, ...] = ()
    score: float = 1.0
    message_id: MessageId | None = None


@dataclass(frozen=True, slots=True)
class AlertEvent:
    """One thing that happened to an alert.

    Attributes:
        cause: for RAISED and REPEATED.
        by: the staff member, for ACKNOWLEDGED and RESOLVED.
        outcome, note: for RESOLVED. For ANSWERED, `note` holds "question: answer".
    """

    id: AlertEventId
    alert_id: AlertId
    resident_id: ResidentId
    kind: AlertEventKind
    at: datetime
    cause: AlertCause | None = None
    by: StaffId | None = None
    outcome: Outcome | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as its events make it; see `alert_from`."""

    id: AlertId
    resident_id: ResidentId
    cause: AlertCause
    raised_at: datetime
    last_at: datetime
    status: AlertStatus = AlertStatus.WAITING
    times_raised: int = 1
    acknowledged_at: datetime | None = None
    acknowledged_by: StaffId | None = None
    resolved_at: datetime | None = None
    resolved_by: StaffId | None = None
    outcome: Outcome | None = None
    note: str = ""
    answers: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status is not AlertStatus.RESOLVED


def alert_from(events: Iterable[AlertEvent]) -> Alert:
    """Fold the events of one alert, oldest first, into its state.

    A repeat that is as grave or graver brings its own words; a milder one never lowers the alert.
    One that has become graver waits again, whoever had it.

    Raises:
        AlertError: the first event is not RAISED, or carries no cause.
    """
    alert: Alert | None = None
    for event in events:
        if alert is None:
            if event.kind is not AlertEventKind.RAISED or event.cause is None:
                raise AlertError("An alert's history does not begin with its being raised.")
            alert = Alert(event.alert_id, event.resident_id, event.cause, event.at, event.at)
        else:
            alert = _after(alert, event)
    if alert is None:
        raise AlertError("An alert without events cannot be.")
    return alert


def _after(alert: Alert, event: AlertEvent) -> Alert:
    match event.kind:
        case AlertEventKind.REPEATED:
            graver = event.cause is not None and event.cause.level > alert.cause.level
            as_grave = event.cause is not None and event.cause.level >= alert.cause.level
            alert = replace(
                alert,
                cause=event.cause if as_grave and event.cause else alert.cause,
                times_raised=alert.times_raised + 1,
                # What has become graver has not been acknowledged as such.
                status=AlertStatus.WAITING if graver else alert.status,
            )
        case AlertEventKind.ANSWERED:
            alert = replace(alert, answers=(*alert.answers, event.note))
        case AlertEventKind.ACKNOWLEDGED:
            alert = replace(
                alert,
                status=AlertStatus.ACKNOWLEDGED,
                acknowledged_at=event.at,
                acknowledged_by=event.by,
            )
        case AlertEventKind.RESOLVED:
            alert = replace(
                alert,
                status=AlertStatus.RESOLVED,
                resolved_at=event.at,
                resolved_by=event.by,
                outcome=event.outcome,
                note=event.note,
            )
        case AlertEventKind.RAISED:
            raise AlertError("An alert was raised twice under one id.")
    return replace(alert, last_at=event.at)


class AlertRepository(Protocol):
    """Where alert events are kept; append-only."""

    def append(self, event: AlertEvent) -> None:
        """Add an event."""

    def events_of(self, alert_id: AlertId) -> Sequence[AlertEvent]:
        """Return the events of one alert, oldest first."""

    def open_alerts(self, resident_id: ResidentId | None = None) -> Sequence[Alert]:
        """Return alerts that are not resolved, oldest first."""

    def resolved_since(self, moment: datetime) -> Sequence[Alert]:
        """Return alerts resolved at or after the moment, newest first."""
