"""What is known of the time. The clock alone is never trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.bundles.errors import ClockSetBackError

TOLERANCE = timedelta(hours=26)
"""How far a clock may go back: a day's drift, a wrong time zone, summer time."""


@dataclass(frozen=True, slots=True)
class TimeKnown:
    """Moments that are past for sure.

    Attributes:
        seen: the latest that this machine's clock has shown.
        released: when the newest bundle that was ever seen was made, by its signature.
    """

    seen: datetime | None = None
    released: datetime | None = None

    @property
    def floor(self) -> datetime | None:
        """The latest of them."""
        return max((m for m in (self.seen, self.released) if m is not None), default=None)

    def at(self, now: datetime) -> "TimeKnown":
        """Return what is known once the clock has shown `now`."""
        return TimeKnown(now if self.seen is None else max(self.seen, now), self.released)

    def after(self, released: datetime | None) -> "TimeKnown":
        """Return what is known once a bundle of that moment has been seen."""
        moments = [m for m in (self.released, released) if m is not None]
        return TimeKnown(self.seen, max(moments, default=None))

    def corrected(self, now: datetime) -> "TimeKnown":
        """Return what is known once a person has said that the clock is right at `now`."""
        return TimeKnown(now, self.released)


def must_not_be_set_back(now: datetime, known: TimeKnown) -> None:
    """Refuse to judge signatures by a clock that has gone back.

    Raises:
        ClockSetBackError: it shows a time before one that is past.
    """
    floor = known.floor
    if floor is not None and now < floor - TOLERANCE:
        raise ClockSetBackError(
            f"The clock shows {now:%Y-%m-%d %H:%M}, but it was {floor:%Y-%m-%d %H:%M} already.",
            "Set the clock. If it is right and was wrong before: `lilo bundle accept-clock`.",
        )


def running_out(
    expiries: Mapping[str, datetime], now: datetime, warn: timedelta
) -> tuple[str, datetime] | None:
    """Return which signature runs out first, and when, where that is soon; else None."""
    if not expiries:
        return None
    role, first = min(expiries.items(), key=lambda pair: pair[1])
    return (role, first) if first - now < warn else None
