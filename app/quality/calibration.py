"""Which thresholds a facility's own judged cases speak for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.quality.judged_cases import JudgedCase, Reread
from app.safety import Level, Operating

LEAST_CASES = 50
"""Fewer say too little: with 50, a share of 0.9 may as well be 0.79 or 0.96."""

ACTIONABLE = 0.70
"""The share of alarms that should have been worth a walk."""

WATCHED = 0.99
"""The share of dangers that should at least reach the watch list."""

BELOW = 0.9
"""The watch list begins at this share of the alarm at most; else it would hold hardly anything."""

BANDS = (0.0, 0.40, 0.50, 0.60, 0.75, 0.90, 1.0)
"""Edges of the bands that scores are counted in; see `app.safety.THRESHOLDS`."""

_STEPS = tuple(round(0.02 * step, 2) for step in range(1, 50))


@dataclass(frozen=True, slots=True)
class Band:
    """Judged cases with a score from `low` up to `high`."""

    low: float
    high: float
    danger: int
    harmless: int
    unsure: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What a threshold would have done with the judged cases.

    Attributes:
        recall: share of the dangers at or above it, or None without any.
        actionable: share of danger among what is at or above it, or None.
        grave_lost: dangers that a nurse called URGENT or graver, below it.
    """

    threshold: float
    found: int
    recall: float | None
    false_alarms: int
    actionable: float | None
    grave_lost: int


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the cases speak for.

    Attributes:
        alarm, watch: recommended for `safety.alarm_at` and `safety.watch_at`.
        alarm_now, watch_now: as it is at present.
        choices: some thresholds between, wherever something changes.
        reaches_target: the recommended alarm is actionable as often as it should be.
    """

    alarm: Choice
    watch: Choice
    alarm_now: Choice
    watch_now: Choice
    choices: tuple[Choice, ...]
    reaches_target: bool


def banded(cases: Sequence[JudgedCase]) -> tuple[Band, ...]:
    """Count verdicts by the score that the screening gave."""
    bands = []
    for low, high in pairwise(BANDS):
        is_last = high == BANDS[-1]
        verdicts = [c.is_danger for c in cases if low <= c.score and (c.score < high or is_last)]
        bands.append(
            Band(low, high, verdicts.count(True), verdicts.count(False), verdicts.count(None))
        )
    return tuple(bands)


def recommended(cases: Sequence[Reread], now: Operating) -> Recommendation | None:
    """Weigh thresholds by the judged cases; None where these are too few or all of one sort.

    The alarm: the lowest threshold at which `ACTIONABLE` of the alarms are right, so that as many
    dangers as possible are found. Where none reaches that, the highest that finds no less than is
    found now. No threshold counts that loses a grave danger which is found now. The watch list:
    the highest threshold below the alarm that `WATCHED` of the dangers reach.
    """
    sure = [case for case in cases if case.case.is_danger is not None]
    verdicts = {case.case.is_danger for case in sure}
    if len(sure) < LEAST_CASES or len(verdicts) < len((True, False)):
        return None
    steps = sorted({*_STEPS, now.alarm, now.watch})
    choices = [_choice(sure, step) for step in steps]
    alarm_now, watch_now = _choice(sure, now.alarm), _choice(sure, now.watch)
    safe = [c for c in choices if c.grave_lost <= alarm_now.grave_lost]
    worth = [c for c in safe if c.actionable is not None and c.actionable >= ACTIONABLE]
    # The present threshold is among the safe ones, so that one is always left.
    alarm = worth[0] if worth else [c for c in safe if c.found >= alarm_now.found][-1]
    below = [c for c in choices if c.threshold <= BELOW * alarm.threshold]
    reaching = [c for c in below if c.recall is not None and c.recall >= WATCHED]
    # With an alarm at the lowest step there is nothing below; half of it is.
    lowest = below[0] if below else _choice(sure, alarm.threshold / 2)
    watch = reaching[-1] if reaching else lowest
    return Recommendation(alarm, watch, alarm_now, watch_now, _changes(choices), bool(worth))


def _choice(cases: Sequence[Reread], threshold: float) -> Choice:
    reached = [c for c in cases if c.by_rules or c.danger >= threshold]
    dangers = sum(c.case.is_danger is True for c in cases)
    found = sum(c.case.is_danger is True for c in reached)
    lost = [c for c in cases if c.case.is_danger and not (c.by_rules or c.danger >= threshold)]
    return Choice(
        threshold,
        found,
        round(found / dangers, 4) if dangers else None,
        len(reached) - found,
        round(found / len(reached), 4) if reached else None,
        sum((c.case.level or Level.NONE) >= Level.URGENT for c in lost),
    )


def _changes(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Keep a choice only where it does something else than the one before."""
    kept: list[Choice] = []
    for choice in choices:
        did = (choice.found, choice.false_alarms)
        if not kept or did != (kept[-1].found, kept[-1].false_alarms):
            kept.append(choice)
    return tuple(kept)
