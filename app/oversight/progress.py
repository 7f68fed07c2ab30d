"""What a resident may truthfully be told about their own alert."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from app.alerts import AlertRepository, AlertStatus, alert_from
from app.identity import StaffRepository
from app.ids import AlertId
from app.runtime import Lane


class ProgressUnit(Protocol):
    """What is read."""

    @property
    def alerts(self) -> AlertRepository:
        """Alerts."""

    @property
    def staff(self) -> StaffRepository:
        """Staff."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the alert stands; `staff_name` is the first name of who took it, or empty."""

    status: AlertStatus
    staff_name: str


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
                taker = alert.acknowledged_by or alert.resolved_by
                member = unit.staff.get(taker) if taker else None
            return Progress(alert.status, member.given_name if member else "")

        return await self._lane.run(job)
