"""The semantic stage: does this sound like the people in danger, or like the look-alikes?

The score compares the nearest written examples of danger with the nearest harmless
look-alikes. The largest cosine alone does not work: harmless talk about the same things lies
as near (docs/adr/0004).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.embedding import Vectors
from app.safety.levels import THRESHOLDS, DangerKind, Level
from app.safety.patterns import PatternSet

_NEIGHBOURS = 12
"""Examples that vote; chosen with `lilo eval safety` over lines of held-out persons."""

_SHARPNESS = 14.0
"""How fast a vote fades with distance: a cosine lower by 0.05 counts half."""

_LEVEL_CENTRE = {
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
        kind: kind of the danger lines that weigh most.
        nearest: the nearest danger line, for a nurse to read.
        cosine: its cosine to the text.
        harmless: cosine of the nearest harmless line.
    """

    score: float
    kind: DangerKind
    nearest: str
    cosine: float
    harmless: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Where the share of danger among the neighbours starts to count.

    Attributes:
        share: share of the votes that danger must hold, in 0..1, to reach ELEVATED.
        cosine: below this cosine nothing resembles anything, and nothing is scored.
    """

    share: float
    cosine: float


class PatternIndex:
    """All examples as vectors, searched exactly."""

    def __init__(
        self, patterns: PatternSet, danger: Vectors, contrast: Vectors, calibration: Calibration
    ) -> None:
        self._patterns = patterns
        self._vectors = np.concatenate([danger, contrast])
        self._dangers = len(patterns.danger)
        self._calibration = calibration
        self._severity = np.array(
            [_LEVEL_CENTRE[line.level] for line in patterns.danger], dtype=np.float32
        )

    def nearness(self, vectors: Vectors) -> list[Nearness]:
        """Score texts by their vectors, shape (n, dimension)."""
        cosines = vectors @ self._vectors.T
        return [self._score(row) for row in cosines]

    def _score(self, cosines: np.ndarray[tuple[int], np.dtype[np.float32]]) -> Nearness:
        count = min(_NEIGHBOURS, len(cosines))
        near = np.argpartition(cosines, -count)[-count:]
        weights = np.exp(_SHARPNESS * (cosines[near] - cosines[near].max()))
        is_danger = near < self._dangers
        nearest = int(cosines[: self._dangers].argmax())
        cosine = float(cosines[nearest])
        harmless = float(cosines[self._dangers :].max())
        share = float(weights[is_danger].sum() / weights.sum())
        score = 0.0
        kind = self._patterns.danger[nearest].kind
        if is_danger.any() and cosine >= self._calibration.cosine:
            votes = weights[is_danger]
            severity = float(votes @ self._severity[near[is_danger]] / votes.sum())
            score = _scaled(share, self._calibration.share, severity)
            kind = self._heaviest_kind(near[is_danger], votes)
        return Nearness(score, kind, self._patterns.danger[nearest].text, cosine, harmless)

    def _heaviest_kind(self, lines: Sequence[int] | np.ndarray, votes: np.ndarray) -> DangerKind:
        weight: dict[DangerKind, float] = {}
        for line, vote in zip(lines, votes, strict=True):
            kind = self._patterns.danger[int(line)].kind
            weight[kind] = weight.get(kind, 0.0) + float(vote)
        return max(weight, key=lambda kind: weight[kind])


def _scaled(share: float, needed: float, severity: float) -> float:
    """Map the danger share to a score: `needed` is the lower edge of ELEVATED."""
    edge = THRESHOLDS[Level.ELEVATED]
    if share < needed:
        return edge * (share / needed) ** 2
    confidence = (share - needed) / (1 - needed)
    return edge + (max(severity, edge) - edge) * confidence
