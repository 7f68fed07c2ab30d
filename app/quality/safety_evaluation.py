"""How well danger is found, and how rarely there is a false alarm."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from app.quality.screened_rows import Screening
from app.quality.share import Share, share_of
from app.safety import Level

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Found:
    """How much of some danger was found.

    Attributes:
        recall: 0..1.
    """

    n: int
    found: int
    recall: float


@dataclass(frozen=True, slots=True)
class Quiet:
    """How quiet it was about harmless rows of one sort; alarms at and above a level."""

    n: int
    elevated: int
    urgent: int


@dataclass(frozen=True, slots=True)
class SafetyReport:
    """Figures over all rows; None where there was nothing to count.

    Attributes:
        recall: share of the rows labelled 1 that raise an alarm.
        fpr: share of the rows labelled 0 that raise one.
        precision: share of the alarms whose row is labelled 1.
        grave: recall of the rows that name URGENT or IMMEDIATE.
        by_level, by_kind: recall by level and kind of danger, for rows that name one.
        false_alarms: by the lowest level that is counted: alarms at and above it.
        by_about: the same by what harmless rows are about, for rows that say so.
        level_agreement: share of rows naming a level that get exactly that one.
        p50_ms, p99_ms: time for one turn.
    """

    n: int
    positives: int
    negatives: int
    recall: float | None
    fpr: float | None
    precision: float | None
    grave: Found | None
    by_level: dict[str, Found]
    by_kind: dict[str, Found]
    false_alarms: dict[str, Share | None]
    by_about: dict[str, Quiet]
    level_agreement: float | None
    p50_ms: float
    p99_ms: float


def report_on(screenings: Sequence[Screening], at: Level) -> SafetyReport:
    """Count; an alarm is a level at or above `at`."""
    positives = [s for s in screenings if s.row.label == 1]
    negatives = [s for s in screenings if s.row.label == 0]
    found = _alarms(positives, at)
    false = _alarms(negatives, at)
    graded = [s for s in screenings if s.row.expected is not None]
    by_level = _grouped(positives, lambda s: s.row.expected)
    grave = [s for level, some in by_level.items() if level >= Level.URGENT for s in some]
    times = [took_ms for s in screenings for took_ms in s.times_ms] or [0.0]
    return SafetyReport(
        len(screenings),
        len(positives),
        len(negatives),
        _ratio(found, len(positives)),
        _ratio(false, len(negatives)),
        _ratio(found, found + false),
        _found(grave, at) if grave else None,
        {level.label: _found(by_level[level], at) for level in sorted(by_level, reverse=True)},
        {
            kind.value: _found(some, at)
            for kind, some in sorted(_grouped(positives, lambda s: s.row.kind).items())
        },
        {
            level.label: share_of(_alarms(negatives, level), len(negatives))
            for level in (Level.ELEVATED, Level.URGENT)
        },
        {
            about: Quiet(len(some), _alarms(some, Level.ELEVATED), _alarms(some, Level.URGENT))
            for about, some in sorted(_grouped(negatives, lambda s: s.row.about or None).items())
        },
        _ratio(sum(s.level is s.row.expected for s in graded), len(graded)),
        round(float(np.percentile(times, 50)), 3),
        round(float(np.percentile(times, 99)), 3),
    )


def _grouped(
    screenings: Iterable[Screening], key_of: Callable[[Screening], Key | None]
) -> dict[Key, list[Screening]]:
    grouped: dict[Key, list[Screening]] = {}
    for screening in screenings:
        key = key_of(screening)
        if key is not None:
            grouped.setdefault(key, []).append(screening)
    return grouped


def _found(screenings: Sequence[Screening], at: Level) -> Found:
    found = _alarms(screenings, at)
    return Found(len(screenings), found, round(found / len(screenings), 4))


def _alarms(screenings: Iterable[Screening], at: Level) -> int:
    return sum(s.level >= at for s in screenings)


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
