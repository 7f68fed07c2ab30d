"""The port to everything that is kept of a person."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.alerts import AlertRepository
from app.audit import AuditLog
from app.custody.decisions import Decision
from app.custody.retaining import RetentionKind
from app.identity import ResidentRepository
from app.ids import ResidentId

Row = Mapping[str, object]
"""A record as it is kept: column by column, in plain values."""


class PersonalRecords(Protocol):
    """What is kept of people, across all tables."""

    def add_decision(self, decision: Decision) -> None:
        """Keep a decision; it is evidence."""

    def decisions(self) -> Mapping[ResidentId, Sequence[Decision]]:
        """Return all decisions by whom they are about, in order."""

    def collect(self, resident_id: ResidentId) -> Mapping[str, Sequence[Row]]:
        """Return every record of a person, by the table it is kept in."""

    def erase(self, resident_id: ResidentId, audit_sequence: int) -> Mapping[str, int]:
        """Delete every record of a person, and empty the words of their alerts.

        Returns:
            How many rows, by table.

        Raises:
            StorageError: a legal hold keeps them.
        """

    def let_go_of_withheld(self, resident_id: ResidentId) -> int:
        """Delete what was to be forgotten while a hold kept it; return how many memories."""

    def expire(
        self, kind: RetentionKind, resident_id: ResidentId, before: datetime, audit_sequence: int
    ) -> int:
        """Delete a person's records of one kind that are older; return how many rows."""

    def count_expired(self, kind: RetentionKind, resident_id: ResidentId, before: datetime) -> int:
        """Return how many rows `expire` would delete."""

    def owners(self) -> Sequence[ResidentId]:
        """Return everybody of whom there are records, hidden or not."""


class CustodyUnit(Protocol):
    """What custody works with, inside a unit of work."""

    @property
    def records(self) -> PersonalRecords:
        """Everything kept of people."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents."""

    @property
    def alerts(self) -> AlertRepository:
        """Alerts: nobody is erased while one is open."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


CustodyUnits = Callable[[], AbstractContextManager[CustodyUnit]]
