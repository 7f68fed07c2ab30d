"""How a total has moved: since last time, against chance, and over the whole line. Pure.

Reliable change after Jacobson and Truax (1991): a difference beyond 1.96 standard errors of a
difference, sd * sqrt(2) * sqrt(1 - r), is seldom chance.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.clinical.scale import ReliableChange, Scale
from app.clinical.scores import Score

CONFIDENCE = 1.96
"""Of 100 differences by chance alone, 95 are smaller."""


class Verdict(StrEnum):
    """What a change is, for somebody who reads it."""

    FIRST = "first"
    STEADY = "steady"
    WITHIN_CHANCE = "within_chance"
    WORSE = "worse"
    BETTER = "better"
    UNJUDGED = "unjudged"
    """It moved; no figures tell whether by more than chance."""


@dataclass(frozen=True, slots=True)
class Change:
    """A total against the one before it.

    Attributes:
        by: points; 0 for a first total.
        since: day of the total before, or None.
        needed: least change that is seldom chance, in points, or None.
    """

    verdict: Verdict
    by: int = 0
    since: date | None = None
    needed: int | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """The straight line through totals.

    Attributes:
        per_month: points in thirty days; above 0 means more distress.
        over_days: between the first and the last.
        totals: how many it stands on.
    """

    per_month: float
    over_days: int
    totals: int


def needed_change(figures: ReliableChange) -> int:
    """Return the least whole number of points that is seldom chance."""
    error = figures.sd * math.sqrt(2) * math.sqrt(1 - figures.r)
    return math.floor(CONFIDENCE * error) + 1


def change_of(scale: Scale, scores: Sequence[Score]) -> Change:
    """Compare the newest of a scale's scores, oldest first, with the one before."""
    needed = needed_change(scale.reliable_change) if scale.reliable_change else None
    if len(scores) < 2:
        return Change(Verdict.FIRST, needed=needed)
    before, last = scores[-2:]
    by = last.total - before.total
    return Change(_verdict(by, needed), by, before.taken_on, needed)


def trend_of(scores: Sequence[Score]) -> Trend | None:
    """Return the line of least squares; None with fewer than three days to draw it through."""
    days = [(score.taken_on - scores[0].taken_on).days for score in scores]
    if len(set(days)) < 3:
        return None
    mean_day = sum(days) / len(days)
    mean_total = sum(score.total for score in scores) / len(scores)
    spread = sum((day - mean_day) ** 2 for day in days)
    together = sum(
        (day - mean_day) * (score.total - mean_total)
        for day, score in zip(days, scores, strict=True)
    )
    return Trend(together / spread * 30, days[-1] - days[0], len(scores))


def _verdict(by: int, needed: int | None) -> Verdict:
    if by == 0:
        return Verdict.STEADY
    if needed is None:
        return Verdict.UNJUDGED
    if abs(by) < needed:
        return Verdict.WITHIN_CHANCE
    return Verdict.WORSE if by > 0 else Verdict.BETTER
