"""When an alert sounds again by itself. Whatever is not resolved always has such a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.alerts.alert import Alert, AlertEventKind, AlertStatus
from app.alerts.routing import Routes

CLOCK_SLACK = timedelta(seconds=30)
"""How far a clock may step back without its being taken for a change of the clock."""


@dataclass(frozen=True, slots=True)
class Due:
    """What happens next to an alert when nobody does anything.

    Attributes:
        at: when.
        kind: ESCALATED to the next tier, or RE_RAISED.
        since: from when on it has been waited for.
    """

    at: datetime
    kind: AlertEventKind
    since: datetime

    def has_come(self, now: datetime) -> bool:
        """Whether it is time.

        A clock that was set back leaves the beginning of the wait in the future. Nobody can say
        then how long somebody has waited, so it is time at once.
        """
        return now >= self.at or now < self.since - CLOCK_SLACK


def due(alert: Alert, routes: Routes) -> Due | None:
    """Return what happens next to the alert; None only when it is resolved."""
    if not alert.is_open:
        return None
    if alert.status is AlertStatus.ACKNOWLEDGED:
        since = alert.acknowledged_at or alert.alarmed_at
        return Due(since + routes.resolve_within, AlertEventKind.RE_RAISED, since)
    route, since = routes.route(alert.cause.level), alert.alarmed_at
    is_last = alert.tier >= route.last_tier
    kind = AlertEventKind.RE_RAISED if is_last else AlertEventKind.ESCALATED
    return Due(since + route.acknowledge_within, kind, since)
