"""The semantic stage: what a trained model says of a text, put on the scale of the levels.

The model is trained on the written examples (`lilo train safety`); docs/adr/0011 says how and with
what result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from app.safety.levels import THRESHOLDS, DangerKind, Level


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the danger model says of one text.

    Attributes:
        danger: calibrated probability that staff should be alerted, 0..1.
        urgent, immediate: probability that it is at least that grave, 0..1.
        kind: the likeliest kind.
        nearest: the written danger line nearest to it, for a nurse to read.
        cosine: its cosine to the text, as the danger model sees both.
    """

    danger: float
    urgent: float
    immediate: float
    kind: DangerKind
    nearest: str
    cosine: float


class DangerReader(Protocol):
    """The trained model."""

    @property
    def operating(self) -> "Operating":
        """Where it says that levels begin."""

    def read(self, texts: Sequence[str]) -> Sequence[Likeness]:
        """Read texts. May raise anything an engine raises."""


@dataclass(frozen=True, slots=True)
class Operating:
    """Where levels begin, as probabilities; chosen in training by the false alarms they cost.

    Attributes:
        watch, alarm: of danger, for MODERATE and ELEVATED; watch is below alarm.
        urgent, immediate: of being that grave; they count only above the alarm.
    """

    watch: float
    alarm: float
    urgent: float
    immediate: float


def score_of(likeness: Likeness, operating: Operating) -> float:
    """Put a likeness on the scale of `levels.THRESHOLDS`, 0..1."""
    low, high = THRESHOLDS[Level.MODERATE], THRESHOLDS[Level.ELEVATED]
    if likeness.danger < operating.alarm:
        marks = [0.0, operating.watch, operating.alarm]
        below_alarm = float(np.nextafter(high, 0.0))
        return min(below_alarm, float(np.interp(likeness.danger, marks, [0.0, low, high])))
    if likeness.immediate >= operating.immediate:
        return _within(Level.IMMEDIATE, likeness.immediate, operating.immediate)
    if likeness.urgent >= operating.urgent:
        return _within(Level.URGENT, likeness.urgent, operating.urgent)
    return _within(Level.ELEVATED, likeness.danger, operating.alarm)


def _within(level: Level, value: float, lowest: float) -> float:
    """Return the score that lies as far in a level's band as the value lies above its lowest."""
    share = (value - lowest) / max(1e-9, 1.0 - lowest)
    bottom = THRESHOLDS[level]
    top = min((t for t in THRESHOLDS.values() if t > bottom), default=1.0)
    return min(bottom + (top - bottom) * share, float(np.nextafter(top, 0.0)))
