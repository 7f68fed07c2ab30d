"""The figures of a shift: how many alerts there were, and how many were worth a walk."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from statistics import median
from typing import TypeVar

from app.alerts import Alert, AlertEvent, AlertEventKind, AlertSource, Outcome
from app.ids import AlertId
from app.safety import Level

SHIFT = timedelta(hours=8)

ACTIONABLE_TARGET = 0.7
"""Fewer, and staff learn not to run: seven in ten alerts should be worth a walk."""

_Group = TypeVar("_Group", bound=Enum)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many alerts of one sort there were, and what those that are resolved turned out to be.

    Attributes:
        actionable: resolved with any outcome but a false alarm.
    """

    alerts: int
    resolved: int
    actionable: int

    @property
    def actionable_share(self) -> float | None:
        """0..1 of the resolved ones; None when none was resolved."""
        return self.actionable / self.resolved if self.resolved else None


@dataclass(frozen=True, slots=True)
class ShiftFigures:
    """The last eight hours.

    Attributes:
        actionable_share: 0..1 of the resolved ones; None when none was resolved.
        median_answer_s: seconds from raised to first acknowledged; None when none was.
        resolved: how many the share is of.
        by_source, by_level: sorts of which there were some, levels gravest first.
    """

    alerts: int
    actionable_share: float | None
    median_answer_s: float | None
    resolved: int = 0
    by_source: tuple[tuple[AlertSource, Tally], ...] = ()
    by_level: tuple[tuple[Level, Tally], ...] = ()

    @property
    def is_below_target(self) -> bool:
        """Whether fewer were worth a walk than should be."""
        return self.actionable_share is not None and self.actionable_share < ACTIONABLE_TARGET


def shift_figures(
    alerts: Iterable[Alert], now: datetime, first_answers: Mapping[AlertId, datetime] | None = None
) -> ShiftFigures:
    """Count the alerts of the last shift.

    Args:
        first_answers: when alerts were first taken, where that was not the last time.
    """
    recent = [alert for alert in alerts if now - alert.raised_at <= SHIFT]
    first = first_answers or {}
    answers = [
        (taken_at - alert.raised_at).total_seconds()
        for alert in recent
        if (taken_at := first.get(alert.id, alert.acknowledged_at))
    ]
    whole = tally(recent)
    return ShiftFigures(
        whole.alerts,
        whole.actionable_share,
        median(answers) if answers else None,
        whole.resolved,
        _by(recent, AlertSource, lambda alert: alert.cause.source),
        _by(recent, reversed(Level), lambda alert: alert.cause.level),
    )


def tally(alerts: Sequence[Alert]) -> Tally:
    """Count alerts and what became of them."""
    outcomes = [alert.outcome for alert in alerts if alert.outcome is not None]
    worth = sum(outcome is not Outcome.FALSE_ALARM for outcome in outcomes)
    return Tally(len(alerts), len(outcomes), worth)


def first_answer(events: Iterable[AlertEvent]) -> datetime | None:
    """Return when an alert was first taken, from its events, oldest first.

    A taking that was given back is none.
    """
    taken: list[datetime] = []
    for event in events:
        if event.kind is AlertEventKind.ACKNOWLEDGED:
            taken.append(event.at)
        elif event.kind is AlertEventKind.RELEASED and taken:
            taken.pop()
    return taken[0] if taken else None


def _by(
    alerts: Sequence[Alert], groups: Iterable[_Group], group_of: Callable[[Alert], _Group]
) -> tuple[tuple[_Group, Tally], ...]:
    sorts = ((group, [a for a in alerts if group_of(a) is group]) for group in groups)
    return tuple((group, tally(members)) for group, members in sorts if members)
