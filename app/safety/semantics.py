"""The semantic stage: does this sound like the people in danger, or like the look-alikes?

Kernel ridge regression over the vectors of the written examples (Gaussian kernel; dangers of
ELEVATED and above against everything else). The largest cosine alone does not work: harmless
talk about the same things lies as near. Figures in docs/adr/0004.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.embedding import Vectors
from app.safety.levels import THRESHOLDS, DangerKind, Level
from app.safety.patterns import PatternSet

_GAMMA = 2.0
"""Width of the kernel exp(-gamma |x-y|^2), and the ridge below: both chosen by grouped
cross-validation over the written examples, no person on both sides of a split."""

_RIDGE = 0.5

_NEIGHBOURS = 5
"""Danger lines that decide kind and severity."""

_SEVERITY = {
    Level.MODERATE: 0.50,
    Level.ELEVATED: 0.68,
    Level.URGENT: 0.82,
    Level.IMMEDIATE: 0.95,
}


@dataclass(frozen=True, slots=True)
class Nearness:
    """What the examples say of one text.

    Attributes:
        score: 0..1, on the scale of `THRESHOLDS`.
        kind: kind of the danger lines nearest to it.
        nearest: the nearest danger line, for a nurse to read.
        cosine: its cosine to the text.
    """

    score: float
    kind: DangerKind
    nearest: str
    cosine: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Values of the regression (about 0 for harmless, 1 for danger) at which levels begin.

    Attributes:
        watch: begins MODERATE.
        alarm: begins ELEVATED.
    """

    watch: float
    alarm: float


class PatternIndex:
    """All examples as vectors, with the weight each has in the regression."""

    def __init__(
        self, patterns: PatternSet, danger: Vectors, contrast: Vectors, calibration: Calibration
    ) -> None:
        self._danger = patterns.danger
        self._vectors = np.concatenate([danger, contrast])
        self._calibration = calibration
        self._severity = np.array([_SEVERITY[line.level] for line in patterns.danger])
        targets = np.zeros(len(self._vectors))
        targets[: len(danger)] = [line.level >= Level.ELEVATED for line in patterns.danger]
        self._weights = _fitted(self._vectors, targets)

    def nearness(self, vectors: Vectors) -> list[Nearness]:
        """Score texts by their vectors, shape (n, dimension)."""
        cosines = vectors @ self._vectors.T
        values = _kernel(cosines) @ self._weights
        return [
            self._scored(row[: len(self._danger)], float(value))
            for row, value in zip(cosines, values, strict=True)
        ]

    def _scored(self, cosines: NDArray[np.float32], value: float) -> Nearness:
        near = np.argsort(cosines)[-_NEIGHBOURS:][::-1]
        weights = np.exp(10.0 * (cosines[near] - cosines[near[0]]))
        severity = float(weights @ self._severity[near] / weights.sum())
        first = self._danger[int(near[0])]
        kind = _heaviest([self._danger[int(i)].kind for i in near], weights)
        score = self._on_scale(value, severity)
        return Nearness(score, kind, first.text, float(cosines[near[0]]))

    def _on_scale(self, value: float, severity: float) -> float:
        """Map the regression's value to the score scale.

        Up to the alarm it is a straight line; above, confidence carries the score towards the
        severity of the nearest dangers, so that only what is clearly like a grave line is grave.
        """
        watch, alarm = self._calibration.watch, self._calibration.alarm
        low, high = THRESHOLDS[Level.MODERATE], THRESHOLDS[Level.ELEVATED]
        if value < alarm:
            return float(np.interp(value, [0.0, watch, alarm], [0.0, low, high]))
        confidence = min(1.0, (value - alarm) / (1.0 - alarm))
        return high + (max(severity, high) - high) * confidence


def _kernel(cosines: NDArray[np.float32]) -> NDArray[np.float64]:
    # For unit vectors the squared distance is 2 - 2 cos.
    distances = 2.0 * (1.0 - cosines.astype(np.float64))
    return np.asarray(np.exp(-_GAMMA * distances), dtype=np.float64)


def _fitted(vectors: Vectors, targets: NDArray[np.float64]) -> NDArray[np.float64]:
    kernel = _kernel(vectors @ vectors.T)
    kernel[np.diag_indices_from(kernel)] += _RIDGE
    return np.asarray(np.linalg.solve(kernel, targets), dtype=np.float64)


def _heaviest(kinds: Sequence[DangerKind], weights: NDArray[np.float64]) -> DangerKind:
    total: dict[DangerKind, float] = {}
    for kind, weight in zip(kinds, weights, strict=True):
        total[kind] = total.get(kind, 0.0) + float(weight)
    return max(total, key=lambda kind: total[kind])
