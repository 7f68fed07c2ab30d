"""Figures without identities: how shifts went, how much was talked, what was handed on."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.alerts import Alert, AlertRepository, Routes
from app.clock import Clock
from app.identity import Gate, Permission, StaffSession, needs
from app.ids import AlertId
from app.oversight import (
    Referrals,
    ShiftFigures,
    ShiftTimes,
    SpeechFigures,
    SpeechReader,
    TalkDay,
)
from app.oversight.activity import ActivityRepository, first_month, referrals, talk_days
from app.oversight.board import first_answers
from app.oversight.shift import shift_figures
from app.runtime import Lane

REACH = timedelta(days=7)


class FiguresUnit(Protocol):
    """What is read."""

    @property
    def alerts(self) -> AlertRepository:
        """Alerts."""

    @property
    def activity(self) -> ActivityRepository:
        """Counts of what was said and raised."""


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """One shift; the one that runs ends now."""

    begins_at: datetime
    ends_at: datetime
    figures: ShiftFigures


@dataclass(frozen=True, slots=True)
class Activity:
    """Counts of the house that point at nobody.

    Attributes:
        talk: the last fourteen days, today first.
        referrals: of six months, the newest first.
    """

    talk: tuple[TalkDay, ...]
    referrals: tuple[Referrals, ...]


@dataclass(frozen=True, slots=True)
class StationFigures:
    """Reports that name nobody.

    Attributes:
        routes: who is told of alerts.
    """

    gate: Gate
    speech: SpeechReader
    reading: Callable[[], AbstractContextManager[FiguresUnit]]
    database: Lane
    clock: Clock
    routes: Routes
    shift_times: ShiftTimes

    @needs(Permission.SEE_FIGURES)
    async def said(self, _session: StaffSession) -> SpeechFigures:
        """Return how often Lilo said what it is, and held sentences back."""
        return await self.speech.read()

    @needs(Permission.SEE_FIGURES)
    async def shifts(self, _session: StaffSession) -> tuple[ShiftLine, ...]:
        """Return the figures of the last seven days, shift by shift, newest first."""
        return await self.database.run(self._shifts)

    @needs(Permission.SEE_FIGURES)
    async def activity(self, _session: StaffSession) -> Activity:
        """Return how much was talked, and how many dangers were handed on."""
        return await self.database.run(self._activity)

    def _activity(self) -> Activity:
        now, zone = self.clock(), self.shift_times.zone
        with self.reading() as unit:
            talk = talk_days(unit.activity, now, zone)
            dangers = unit.activity.dangers_since(first_month(now, zone))
        return Activity(talk, referrals(dangers, self.routes, zone))

    def _shifts(self) -> tuple[ShiftLine, ...]:
        now = self.clock()
        shifts = self.shift_times.back(now, REACH)
        with self.reading() as unit:
            alerts = [
                *unit.alerts.open_alerts(),
                *unit.alerts.resolved_since(shifts[-1][0]),
            ]
            answers = first_answers(unit.alerts, alerts)
        return tuple(
            ShiftLine(
                begins, ends, _of_shift(alerts, begins, None if ends == now else ends, answers)
            )
            for begins, ends in shifts
        )


def _of_shift(
    alerts: Sequence[Alert],
    begins: datetime,
    ends: datetime | None,
    answers: Mapping[AlertId, datetime],
) -> ShiftFigures:
    begun = [alert for alert in alerts if ends is None or alert.raised_at < ends]
    return shift_figures(begun, begins, answers)
