"""How memories fade: a half-life per kind, longer for what was said often."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.memory.memory import Memory, MemoryKind

HALF_LIVES: Mapping[MemoryKind, timedelta | None] = {
    MemoryKind.FACT: timedelta(days=2 * 365),
    MemoryKind.PREFERENCE: timedelta(days=365),
    MemoryKind.CONTEXT: timedelta(days=7),
    MemoryKind.EVENT: timedelta(days=90),
    # Who belongs to somebody, and how they want to be spoken with, does not wear off.
    MemoryKind.RELATIONSHIP: None,
    MemoryKind.INSTRUCTION: None,
}
"""After that long without being said again a memory weighs half; chosen, not measured."""

_OF_THEIR_DAY = frozenset({MemoryKind.EVENT, MemoryKind.CONTEXT, MemoryKind.FACT})

FORGOTTEN_BELOW = 0.05
"""What weighs less is not recalled any more: a sore hip after a month, a party after a year."""


def weight(memory: Memory, now: datetime) -> float:
    """Return how much a memory weighs, 0..1: confidence, worn by time, held up by repetition."""
    half_life = HALF_LIVES[memory.kind]
    if half_life is None:
        return memory.confidence
    age = max(now - memory.heard_at, timedelta(0))
    return float(memory.confidence * 0.5 ** (age / (half_life * memory.strength)))


def has_faded(memory: Memory, now: datetime) -> bool:
    """Return whether a memory is too faint to be recalled, or what lay ahead is over.

    Args:
        now: in the zone of the facility, whose days count.
    """
    return is_over(memory, now) or weight(memory, now) < FORGOTTEN_BELOW


def is_over(memory: Memory, now: datetime) -> bool:
    """Return whether a memory told of a day ahead that has gone by."""
    return (
        memory.over_after is not None
        and memory.kind in _OF_THEIR_DAY
        and now.date() > memory.over_after
    )
