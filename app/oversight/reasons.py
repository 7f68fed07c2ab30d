"""Reasons told apart by the stage of the screening that gave them.

An alert keeps its reasons as the screening worded them, gravest first. Each stage has a wording
of its own, and by that it is known again.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.safety.findings import Stage

_SCALE = r"[A-Z][A-Z-]*(?:-\d+)?"
"""A scale's name as clinicians write it; see `app.clinical.ScaleId.label`."""
_SEMANTIC = re.compile(r"Sounds like: ")
_CLINICAL = re.compile(rf"{_SCALE}(?: \d+ on \d|, )|.+ on record(?:: |$)", re.DOTALL)
_TREND = re.compile(
    r".+ \([^()]*(?: over \d+ (?:days|turns)| within [\d.]+ h| in \d+ turns| words a turn"
    r" instead of [\d.]+)\)$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in its exact words."""

    stage: Stage
    words: str


def told_apart(reasons: Iterable[str]) -> tuple[Reason, ...]:
    """Say of each reason which stage gave it; the order stays."""
    return tuple(Reason(_stage_of(reason), reason) for reason in reasons)


def _stage_of(reason: str) -> Stage:
    # Likeness first: the example that it quotes may say anything.
    if _SEMANTIC.match(reason):
        return Stage.SEMANTIC
    if _TREND.match(reason):
        return Stage.TRAJECTORY
    return Stage.CLINICAL if _CLINICAL.match(reason) else Stage.RULE
