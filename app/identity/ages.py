"""How long something has been known here, whatever becomes of the clock."""

import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

MOST_KEPT = 5_000


class Ages:
    """Counts from when this process first heard of a thing, on a clock that nobody can set."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._since: dict[UUID, float] = {}

    def of(self, thing: UUID) -> timedelta:
        """Return how long it has been known; nothing where it is new."""
        now = self._monotonic()
        since = self._since.setdefault(thing, now)
        while len(self._since) > MOST_KEPT:
            self._since.pop(next(iter(self._since)), None)
        return timedelta(seconds=now - since)
