"""Findings: what each stage of the screening says, for staff to read."""

from dataclasses import dataclass
from enum import StrEnum

from app.safety.levels import DangerKind


class Stage(StrEnum):
    """Which part of the screening spoke."""

    RULE = "rule"
    SEMANTIC = "semantic"
    CLINICAL = "clinical"
    """Scores and circumstances on record, beside the words."""
    TRAJECTORY = "trajectory"
    """The last turns and days."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for a level.

    Attributes:
        score: 0..1, on the scale of `levels.THRESHOLDS`.
        reason: exact words for staff: which rule, or which written example is nearest.
    """

    stage: Stage
    kind: DangerKind
    score: float
    reason: str
