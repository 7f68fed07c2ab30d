"""What a resident may truthfully be told about their own alert."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.alerts import Alert, AlertRepository, AlertStatus, alert_from
from app.identity import StaffRepository
from app.ids import AlertId, StaffId
from app.runtime import Lane


class ProgressUnit(Protocol):
    """What is read."""

    @property
    def alerts(self) -> AlertRepository:
        """Alerts."""

    @property
    def staff(self) -> StaffRepository:
        """Staff."""


class Whereabouts(StrEnum):
    """Where who has the alert is, as far as they have said."""

    COMING = "coming"
    HERE = "here"
    UNKNOWN = "unknown"
    """It was handed to them, and they have not said that they go."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the alert stands.

    Attributes:
        staff_name: first name of who took it or, where somebody is with the resident, of them;
            may be empty.
        whereabouts: of that person; it counts while the alert is with somebody.
    """

    status: AlertStatus
    staff_name: str
    whereabouts: Whereabouts = Whereabouts.COMING


class AlertProgress:
    """Reads how far help has come."""

    def __init__(
        self, units: Callable[[], AbstractContextManager[ProgressUnit]], lane: Lane
    ) -> None:
        self._units = units
        self._lane = lane

    async def read(self, alert_id: AlertId) -> Progress:
        """Return where the alert stands."""

        def job() -> Progress:
            with self._units() as unit:
                alert = alert_from(unit.alerts.events_of(alert_id))
                who, whereabouts = _nearest(alert)
                member = unit.staff.get(who) if who else None
            return Progress(alert.status, member.given_name if member else "", whereabouts)

        return await self._lane.run(job)


def _nearest(alert: Alert) -> tuple[StaffId | None, Whereabouts]:
    """Return who is nearest to the resident, and where they are."""
    taker = alert.acknowledged_by or alert.resolved_by
    if not alert.is_open:
        return taker, Whereabouts.COMING
    if alert.arrived_by:
        return alert.arrived_by, Whereabouts.HERE
    return taker, Whereabouts.UNKNOWN if alert.handed_over_by else Whereabouts.COMING
