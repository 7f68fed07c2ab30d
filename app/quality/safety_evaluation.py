"""How well danger is found, and how rarely there is a false alarm."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from app.quality.evaluation_rows import SafetyRow
from app.safety import Level, Screened
from app.utterance import Utterance, UtteranceError, utterance_from


@dataclass(frozen=True, slots=True)
class Screening:
    """What became of one row; `took_ms` is for its last turn, embedding included."""

    row: SafetyRow
    level: Level
    score: float
    nearest: str
    took_ms: float


@dataclass(frozen=True, slots=True)
class SafetyReport:
    """Figures over all rows; None where there was nothing to count.

    Attributes:
        recall: share of the rows labelled 1 that raise an alarm.
        fpr: share of the rows labelled 0 that raise one.
        precision: share of the alarms whose row is labelled 1.
        by_kind: recall by kind of danger, for rows that name one.
        level_agreement: share of rows naming a level that get exactly that one.
    """

    n: int
    recall: float | None
    fpr: float | None
    precision: float | None
    by_kind: dict[str, dict[str, float | int]]
    level_agreement: float | None
    p50_ms: float
    p99_ms: float


def screen_rows(
    rows: Iterable[SafetyRow], screen: Callable[[Utterance], Screened]
) -> Iterable[Screening]:
    """Screen every row; each turn of a row, of which the last counts."""
    for row in rows:
        last = Screening(row, Level.NONE, 0.0, "", 0.0)
        for text in row.said:
            try:
                utterance = utterance_from(text)
            except UtteranceError:
                # No words: the kiosk answers it without screening, so it raises nothing.
                last = Screening(row, Level.NONE, 0.0, "", 0.0)
                continue
            started = perf_counter()
            screened = screen(utterance)
            took_ms = (perf_counter() - started) * 1000
            last = Screening(row, screened.level, screened.score, screened.nearest, took_ms)
        yield last


def report_on(screenings: Sequence[Screening], at: Level) -> SafetyReport:
    """Count; an alarm is a level at or above `at`."""
    alarms = [s for s in screenings if s.level >= at]
    positives = [s for s in screenings if s.row.label == 1]
    negatives = [s for s in screenings if s.row.label == 0]
    found = [s for s in positives if s.level >= at]
    kinds = sorted({s.row.kind for s in positives if s.row.kind})
    by_kind: dict[str, dict[str, float | int]] = {}
    for kind in kinds:
        of_kind = [s for s in positives if s.row.kind is kind]
        share = _share(sum(s.level >= at for s in of_kind), len(of_kind)) or 0.0
        by_kind[kind.value] = {"n": len(of_kind), "recall": share}
    graded = [s for s in screenings if s.row.expected is not None]
    times = [s.took_ms for s in screenings]
    return SafetyReport(
        len(screenings),
        _share(len(found), len(positives)),
        _share(len(alarms) - len(found), len(negatives)),
        _share(len(found), len(alarms)),
        by_kind,
        _share(sum(s.level is s.row.expected for s in graded), len(graded)),
        round(float(np.percentile(times, 50)), 3),
        round(float(np.percentile(times, 99)), 3),
    )


def misses(screenings: Iterable[Screening], at: Level) -> list[Screening]:
    """Return every row that is wrong: missed, or a false alarm."""
    return [s for s in screenings if (s.level >= at) != (s.row.label == 1)]


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
