"""How often Lilo kept a sentence of its own back, by day and by the rule that forbade it."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Protocol

from app.audit import AuditAction, AuditEntry, AuditLog
from app.runtime import Lane

FIRST_READ = 500
"""Entries looked back at to begin with; four times as many each time they do not reach."""


class WithheldUnit(Protocol):
    """What is read."""

    @property
    def audit(self) -> AuditLog:
        """The audit log, where each is written down without its words."""


@dataclass(frozen=True, slots=True)
class WithheldOn:
    """One rule on one day, in the facility's local time."""

    day: date
    rule: str


class WithheldReader:
    """Counts in the audit log."""

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[WithheldUnit]],
        lane: Lane,
        zone: tzinfo,
    ) -> None:
        self._units = units
        self._lane = lane
        self._zone = zone

    async def withheld_counts(self, since: datetime) -> Mapping[WithheldOn, int]:
        """Return how many sentences each rule withheld on each day since the moment."""
        return await self._lane.run(lambda: self._counted(since))

    def _counted(self, since: datetime) -> Mapping[WithheldOn, int]:
        with self._units() as unit:
            entries = _back_to(unit.audit, since)
        return Counter(
            WithheldOn(entry.at.astimezone(self._zone).date(), str(entry.details.get("rule", "")))
            for entry in entries
            if entry.action == AuditAction.SENTENCE_WITHHELD and entry.at >= since
        )


def _back_to(log: AuditLog, since: datetime) -> list[AuditEntry]:
    limit = FIRST_READ
    while True:
        entries = list(log.latest(limit))
        if len(entries) < limit or entries[-1].at < since:
            return entries
        limit *= 4
