"""Figures without identities: what Lilo said of itself, and how the last shifts went."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.alerts import Alert, AlertRepository
from app.clock import Clock
from app.identity import Gate, Permission, StaffSession, needs
from app.ids import AlertId
from app.oversight import SHIFT, ShiftFigures, SpeechFigures, SpeechReader
from app.oversight.board import first_answers
from app.oversight.shift import shift_figures
from app.runtime import Lane

SHIFTS_SHOWN = 21
"""A week of three shifts a day."""


class FiguresUnit(Protocol):
    """What is read."""

    @property
    def alerts(self) -> AlertRepository:
        """Alerts."""


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """One stretch of eight hours that ends at a moment."""

    ends_at: datetime
    figures: ShiftFigures


@dataclass(frozen=True, slots=True)
class StationFigures:
    """Reports that name nobody."""

    gate: Gate
    speech: SpeechReader
    reading: Callable[[], AbstractContextManager[FiguresUnit]]
    database: Lane
    clock: Clock

    @needs(Permission.SEE_FIGURES)
    async def said(self, _session: StaffSession) -> SpeechFigures:
        """Return how often Lilo said what it is, and held sentences back."""
        return await self.speech.read()

    @needs(Permission.SEE_FIGURES)
    async def shifts(self, _session: StaffSession) -> tuple[ShiftLine, ...]:
        """Return the figures of the last seven days, eight hours each, newest first."""
        return await self.database.run(self._shifts)

    def _shifts(self) -> tuple[ShiftLine, ...]:
        now = self.clock()
        with self.reading() as unit:
            alerts = [
                *unit.alerts.open_alerts(),
                *unit.alerts.resolved_since(now - SHIFT * SHIFTS_SHOWN),
            ]
            answers = first_answers(unit.alerts, alerts)
        ends = [now - SHIFT * number for number in range(SHIFTS_SHOWN)]
        return tuple(ShiftLine(end, _of_shift(alerts, end, answers)) for end in ends)


def _of_shift(
    alerts: Sequence[Alert], end: datetime, answers: Mapping[AlertId, datetime]
) -> ShiftFigures:
    begun = [alert for alert in alerts if timedelta(0) <= end - alert.raised_at]
    return shift_figures(begun, end, answers)
