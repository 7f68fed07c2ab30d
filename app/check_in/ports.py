"""What check-ins need of a unit of work."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from app.alerts import AlertRepository
from app.audit import AuditLog
from app.clinical import ScoreRepository
from app.clinical.administration import AdministrationRepository
from app.clinical.due import RhythmRepository


class CheckInUnit(Protocol):
    """What belongs together is kept together."""

    @property
    def administrations(self) -> AdministrationRepository:
        """What was asked and answered."""

    @property
    def rhythms(self) -> RhythmRepository:
        """How often each resident is asked."""

    @property
    def scores(self) -> ScoreRepository:
        """Results."""

    @property
    def alerts(self) -> AlertRepository:
        """Alerts, to read."""

    @property
    def audit(self) -> AuditLog:
        """The audit log, committed with them."""


CheckInUnits = Callable[[], AbstractContextManager[CheckInUnit]]
