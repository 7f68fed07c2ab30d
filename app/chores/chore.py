"""Work that comes by the clock, and when it is due."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

Due = Callable[[datetime | None, datetime], Awaitable[datetime]]
"""When work is due, from when it was last done (None: never) and the present."""


class ChoreLog(Protocol):
    """Where it is kept when a chore was last done, inside a unit of work."""

    def done_at(self, name: str) -> datetime | None:
        """Return when it was last done, or None."""

    def note(self, name: str, at: datetime) -> None:
        """Keep that it was done."""


@dataclass(frozen=True, slots=True)
class Chore:
    """One kind of work.

    Attributes:
        name: stable; under it it is kept when the work was done.
        due: when it is due.
        work: does it; may raise, and is then tried again later.
        is_kept: that it was done outlives the program.
    """

    name: str
    due: Due
    work: Callable[[], Awaitable[object]]
    is_kept: bool = True


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day at a time of the facility; what was missed is due at once."""

    at: time
    zone: ZoneInfo

    async def __call__(self, done_at: datetime | None, now: datetime) -> datetime:
        """Return when it is due; see `Due`."""
        last = self._last(now)
        if done_at is None or done_at < last:
            return last
        return self._on(last.astimezone(self.zone) + timedelta(days=1))

    def _last(self, now: datetime) -> datetime:
        """Return the latest moment, not after now, at which it was due."""
        here = now.astimezone(self.zone)
        today = self._on(here)
        return today if today <= now else self._on(here - timedelta(days=1))

    def _on(self, day: datetime) -> datetime:
        # Where clocks leap over the time it is the moment it would have been had they not.
        return datetime.combine(day.date(), self.at, self.zone).astimezone(UTC)
