"""An alert is the sum of its events. Events are only ever added; the state is derived."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
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
    CHECK_IN = "check_in"
    """An answer of a scale that Lilo took."""


class AlertEventKind(StrEnum):
    """What happened to an alert."""

    RAISED = "raised"
    DELIVERED = "delivered"
    """A staff screen showed it; only the first since each alarm is kept."""
    REPEATED = "repeated"
    """More of the same resident was merged into it: said within ten minutes, or called again."""
    ANSWERED = "answered"
    ACKNOWLEDGED = "acknowledged"
    ARRIVED = "arrived"
    """Somebody is with the resident. It stops and delays nothing."""
    RELEASED = "released"
    """Who had it does not go after all: it waits again, and sounds anew at once."""
    HANDED_OVER = "handed_over"
    """Somebody else has it from now on; the time to resolve it goes on."""
    ESCALATED = "escalated"
    """Nobody took it in time: the next tier is told."""
    RE_RAISED = "re_raised"
    """Nobody took it in time and there is no further tier, or who took it did not resolve it."""
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
        cause: for RAISED and REPEATED; for ANSWERED only where the answer made the alert graver.
        by: the staff member, for ACKNOWLEDGED, ARRIVED, RELEASED and RESOLVED; for HANDED_OVER
            who has it from then on.
        outcome, note: for RESOLVED. For ANSWERED, `note` holds "question: answer"; for DELIVERED
            the name of the station.
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


_WHEN_RAISED = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as its events make it; see `alert_from`.

    Attributes:
        cause: the gravest, and of those as grave the latest.
        last_at: when the resident or staff last added to it; alarms and screens do not count.
        acknowledged_at, acknowledged_by: the last time somebody took it, and who has it; they stay
            when it waits again, except when it was released.
        times_taken: how often somebody took it, whether or not they gave it back.
        handed_over_by: from whom who has it got it; None once they have taken it themselves.
        released_by: who gave it back; None once somebody has taken it.
        arrived_at, arrived_by: who said last that they are with the resident; None when it waits.
        other_causes: what else was merged into it, oldest first.
        tier: whom the current alarm tells, from 0; see `Routes`.
        alarmed_at: when it last sounded anew: raised, grown graver, escalated, re-raised.
        alarms: how often it has sounded anew.
        delivered_at: when a staff screen first showed the current alarm; None before.
    """

    id: AlertId
    resident_id: ResidentId
    cause: AlertCause
    raised_at: datetime
    last_at: datetime
    status: AlertStatus = AlertStatus.WAITING
    times_raised: int = 1
    acknowledged_at: datetime | None = None
    acknowledged_by: StaffId | None = None
    times_taken: int = 0
    handed_over_by: StaffId | None = None
    released_by: StaffId | None = None
    arrived_at: datetime | None = None
    arrived_by: StaffId | None = None
    resolved_at: datetime | None = None
    resolved_by: StaffId | None = None
    outcome: Outcome | None = None
    note: str = ""
    answers: tuple[str, ...] = ()
    other_causes: tuple[AlertCause, ...] = ()
    tier: int = 0
    alarmed_at: datetime = _WHEN_RAISED
    alarms: int = 1
    delivered_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.alarmed_at is _WHEN_RAISED:
            object.__setattr__(self, "alarmed_at", self.raised_at)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status is not AlertStatus.RESOLVED


def alert_from(events: Iterable[AlertEvent]) -> Alert:
    """Fold the events of one alert, oldest first, into its state.

    A repeat that is as grave or graver brings its own words; a milder one never lowers the alert.
    What has become graver, or tells of another kind of danger as grave, waits again from the first
    tier on, whoever had it.

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
        case AlertEventKind.RAISED:
            raise AlertError("An alert was raised twice under one id.")
        case AlertEventKind.DELIVERED:
            return replace(alert, delivered_at=alert.delivered_at or event.at)
        case AlertEventKind.ESCALATED:
            return _alarmed_by_time(alert, event, alert.tier + 1)
        case AlertEventKind.RE_RAISED:
            return _alarmed_by_time(alert, event, alert.tier)
        case AlertEventKind.ARRIVED:
            return replace(alert, arrived_at=event.at, arrived_by=event.by)
        case AlertEventKind.RELEASED:
            return _released(alert, event)
        case AlertEventKind.HANDED_OVER:
            return _handed_over(alert, event)
        case _:
            return replace(_after_people(alert, event), last_at=event.at)


def _after_people(alert: Alert, event: AlertEvent) -> Alert:
    match event.kind:
        case AlertEventKind.REPEATED:
            return _repeated(alert, event)
        case AlertEventKind.ANSWERED:
            return _answered(alert, event)
        case AlertEventKind.ACKNOWLEDGED:
            return replace(
                alert,
                status=AlertStatus.ACKNOWLEDGED,
                acknowledged_at=event.at,
                acknowledged_by=event.by,
                times_taken=alert.times_taken + 1,
                handed_over_by=None,
                released_by=None,
            )
        case AlertEventKind.RESOLVED:
            return replace(
                alert,
                status=AlertStatus.RESOLVED,
                resolved_at=event.at,
                resolved_by=event.by,
                outcome=event.outcome,
                note=event.note,
            )
        case _:
            return alert


def _repeated(alert: Alert, event: AlertEvent) -> Alert:
    before, cause = alert.cause, event.cause
    alert = replace(alert, times_raised=alert.times_raised + 1)
    if cause is None:
        return alert
    if cause.level < before.level:
        return replace(alert, other_causes=(*alert.other_causes, cause))
    known = {old.kind for old in (before, *alert.other_causes) if old.level >= cause.level}
    alert = replace(alert, cause=cause, other_causes=(*alert.other_causes, before))
    # A kind that was told before, as grave as this, does not begin anew: two kinds by turns must
    # not keep an alert on its first tier for ever.
    return alert if cause.kind in known else _alarmed(alert, event, tier=0)


def _answered(alert: Alert, event: AlertEvent) -> Alert:
    alert = replace(alert, answers=(*alert.answers, event.note))
    if event.cause is None or event.cause.level <= alert.cause.level:
        return alert
    return _alarmed(replace(alert, cause=event.cause), event, tier=0)


def _released(alert: Alert, event: AlertEvent) -> Alert:
    if not alert.is_open:
        return alert
    alert = replace(alert, acknowledged_at=None, acknowledged_by=None, released_by=event.by)
    return _alarmed(alert, event, alert.tier)


def _handed_over(alert: Alert, event: AlertEvent) -> Alert:
    if alert.status is not AlertStatus.ACKNOWLEDGED:
        return alert
    # Who passes it on goes away; a third person who is with the resident stays.
    leaves = alert.arrived_by == alert.acknowledged_by
    return replace(
        alert,
        acknowledged_by=event.by,
        handed_over_by=alert.acknowledged_by,
        arrived_at=None if leaves else alert.arrived_at,
        arrived_by=None if leaves else alert.arrived_by,
    )


def _alarmed_by_time(alert: Alert, event: AlertEvent, tier: int) -> Alert:
    # What was resolved is over; only the resident can open it again.
    return _alarmed(alert, event, tier) if alert.is_open else alert


def _alarmed(alert: Alert, event: AlertEvent, tier: int) -> Alert:
    return replace(
        alert,
        status=AlertStatus.WAITING,
        tier=tier,
        alarmed_at=event.at,
        alarms=alert.alarms + 1,
        delivered_at=None,
        handed_over_by=None,
        arrived_at=None,
        arrived_by=None,
        resolved_at=None,
        resolved_by=None,
        outcome=None,
        note="",
    )


STAYED_WITH = frozenset({AlertSource.WORDS, AlertSource.CHECK_IN})
"""What begins a crisis dialogue, where it is grave enough."""


def standing_crisis(open_alerts: Sequence[Alert]) -> Alert | None:
    """Return the newest of some open alerts that a crisis dialogue belongs to.

    Args:
        open_alerts: not resolved, oldest first.
    """
    of_crises = (
        alert
        for alert in reversed(open_alerts)
        if alert.cause.source in STAYED_WITH and alert.cause.level >= Level.URGENT
    )
    return next(of_crises, None)


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
