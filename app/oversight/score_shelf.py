"""Newest scores of all residents, kept between two looks at the board.

A score is recorded a few times a week, and the board is read several times a minute: reading them
all each time would be most of its work.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from app.clinical import Total
from app.ids import ResidentId

FRESH_FOR = timedelta(minutes=1)

KEPT = 48
"""Scores of each resident: more than a tile can draw a line of."""

_Kept = Mapping[ResidentId, Sequence[Total]]


class ScoreShelf:
    """Everybody is read at once, and not more than once a minute."""

    def __init__(self) -> None:
        self._kept: tuple[datetime, _Kept] | None = None

    def of_all(self, read: Callable[[int], _Kept], now: datetime) -> _Kept:
        """Return the newest totals of each resident who has some, oldest first."""
        # A clock that was set back makes everything old.
        if self._kept is None or not timedelta(0) <= now - self._kept[0] < FRESH_FOR:
            self._kept = now, read(KEPT)
        return self._kept[1]
