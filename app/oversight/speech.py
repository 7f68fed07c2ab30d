"""What Lilo itself did in the last shift: said that it is a program, and held sentences back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from app.audit import AuditAction, AuditLog
from app.clock import Clock
from app.oversight.shift_times import ShiftTimes
from app.runtime import Lane

MOST_READ = 5_000
"""Entries looked back at: some hundredths of a second, and more than a shift has."""


class SpeechUnit(Protocol):
    """What is read."""

    @property
    def audit(self) -> AuditLog:
        """The audit log, where both are written down."""


@dataclass(frozen=True, slots=True)
class SpeechFigures:
    """The shift that runs.

    Attributes:
        disclosures: how often Lilo said that it is a computer program.
        withheld: how many sentences of its own were held back.
        is_complete: the log was read to the beginning of the shift; else there were at least so
            many.
    """

    disclosures: int
    withheld: int
    is_complete: bool


class SpeechReader:
    """Counts in the audit log."""

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[SpeechUnit]],
        lane: Lane,
        clock: Clock,
        shifts: ShiftTimes | None = None,
    ) -> None:
        self._shifts = shifts or ShiftTimes()
        self._units = units
        self._lane = lane
        self._clock = clock

    async def read(self) -> SpeechFigures:
        """Return the figures as they stand."""
        return await self._lane.run(self._read)

    def _read(self) -> SpeechFigures:
        since = self._shifts.begun(self._clock())
        with self._units() as unit:
            acts = unit.audit.latest_acts(MOST_READ)
        actions = [action for action, at in acts if at >= since]
        return SpeechFigures(
            actions.count(AuditAction.DISCLOSED),
            actions.count(AuditAction.SENTENCE_WITHHELD),
            len(acts) < MOST_READ or len(actions) < len(acts),
        )
