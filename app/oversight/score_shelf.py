"""Scores of all residents, kept between two looks at the board.

A score is recorded a few times a week, and the board is read several times a minute: reading them
all each time would be most of its work.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

from app.clinical import Score
from app.ids import ResidentId

FRESH_FOR = timedelta(minutes=1)


class ScoreShelf:
    """Whoever has an open alert is read each time, the others once a minute."""

    def __init__(self) -> None:
        self._kept: dict[ResidentId, tuple[datetime, Sequence[Score]]] = {}

    def of(
        self,
        residents: Collection[ResidentId],
        alarmed: Collection[ResidentId],
        read: Callable[[ResidentId], Sequence[Score]],
        now: datetime,
    ) -> Mapping[ResidentId, Sequence[Score]]:
        """Return the scores of each resident, oldest first; who moved out is forgotten."""
        kept = {}
        for resident_id in residents:
            known = self._kept.get(resident_id)
            # A clock that was set back makes everything old.
            is_fresh = known is not None and timedelta(0) <= now - known[0] < FRESH_FOR
            if known is not None and is_fresh and resident_id not in alarmed:
                kept[resident_id] = known
            else:
                kept[resident_id] = (now, read(resident_id))
        self._kept = kept
        return {resident_id: scores for resident_id, (_, scores) in kept.items()}
