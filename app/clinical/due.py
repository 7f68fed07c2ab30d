"""Who should be asked what, and since when. Pure.

Each resident has a rhythm for each scale, the facility's or one of their own. A short scale and
the long one that follows from it are one thing: whoever took the long one has taken the short.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from app.clinical.scale import Scale
from app.clinical.scale_files import Scales
from app.clinical.scores import ScaleId
from app.ids import ResidentId, StaffId


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a resident is asked a scale; the newest of a resident and scale counts.

    Attributes:
        every_days: None: never by itself.
        by: who decided it.
    """

    resident_id: ResidentId
    scale: ScaleId
    every_days: int | None
    by: StaffId
    at: datetime


class RhythmRepository(Protocol):
    """Where rhythms are kept; append-only."""

    def add(self, rhythm: Rhythm) -> None:
        """Keep a decision."""

    def all(self) -> Sequence[Rhythm]:
        """Return every decision, oldest first."""


class DueState(StrEnum):
    """Where a resident stands with a scale."""

    UNFINISHED = "unfinished"
    DUE = "due"
    DECLINED = "declined"
    """Due, and the resident would rather not; Lilo waits before it offers again."""
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Due:
    """One line of the due list.

    Attributes:
        on: the day it falls due.
        last: the day it was last taken, or None.
    """

    resident_id: ResidentId
    scale: ScaleId
    state: DueState
    on: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What is known of a resident and a scale.

    Attributes:
        completed: days on which it was taken.
        declined: the last day on which the resident would not.
        is_open: it was begun and not finished.
    """

    completed: tuple[date, ...] = ()
    declined: date | None = None
    is_open: bool = False


Known = Mapping[ScaleId, Taken]


def rhythms_of(
    resident_id: ResidentId, defaults: Mapping[ScaleId, int], decided: Iterable[Rhythm]
) -> dict[ScaleId, int]:
    """Return how often each scale is asked of a resident, in days."""
    found: dict[ScaleId, int | None] = dict(defaults)
    for rhythm in decided:
        if rhythm.resident_id == resident_id:
            found[rhythm.scale] = rhythm.every_days
    return {scale: days for scale, days in found.items() if days is not None}


def due_for(
    resident_id: ResidentId,
    scales: Scales,
    rhythms: Mapping[ScaleId, int],
    known: Known,
    today: date,
    *,
    again_after: timedelta,
) -> tuple[Due, ...]:
    """Return where a resident stands with every scale, what is most due first.

    Args:
        again_after: how long Lilo waits after the resident would rather not.
    """
    lines = []
    for scale in scales.values():
        taken = known.get(scale.id, Taken())
        days = rhythms.get(scale.id)
        if taken.is_open:
            lines.append(Due(resident_id, scale.id, DueState.UNFINISHED, today, _last(taken)))
        elif days is not None:
            lines.append(
                _line(resident_id, scale, days, _with_longer(scale, known), today, again_after)
            )
    return tuple(sorted(lines, key=lambda due: (_ORDER.index(due.state), due.on, due.scale)))


_ORDER = (DueState.UNFINISHED, DueState.DUE, DueState.DECLINED, DueState.LATER)


def _line(
    resident_id: ResidentId, scale: Scale, days: int, taken: Taken, today: date, wait: timedelta
) -> Due:
    last = _last(taken)
    on = last + timedelta(days=days) if last else today
    if on > today:
        return Due(resident_id, scale.id, DueState.LATER, on, last)
    waits = taken.declined is not None and today < taken.declined + wait
    return Due(resident_id, scale.id, DueState.DECLINED if waits else DueState.DUE, on, last)


def _with_longer(scale: Scale, known: Known) -> Taken:
    """Count the longer scale as the short one it began with."""
    own = known.get(scale.id, Taken())
    longer = known.get(scale.continues.to, Taken()) if scale.continues else Taken()
    return Taken((*own.completed, *longer.completed), own.declined, own.is_open)


def _last(taken: Taken) -> date | None:
    return max(taken.completed, default=None)
