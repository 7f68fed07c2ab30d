"""When the shifts of the house begin."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class ShiftTimes:
    """The times of day at which one shift hands over to the next.

    Attributes:
        starts: at least one, in the time of the facility.
    """

    starts: tuple[time, ...] = (time(7), time(15), time(23))
    zone: tzinfo = UTC

    def begun(self, now: datetime) -> datetime:
        """Return when the shift that runs now has begun."""
        today = now.astimezone(self.zone).date()
        return max(
            at
            for day in (today, today - timedelta(days=1))
            for start in self.starts
            # Where clocks leap over the time it is the moment it would have been had they not.
            if (at := datetime.combine(day, start, self.zone).astimezone(UTC)) <= now
        )

    def back(self, now: datetime, reach: timedelta) -> tuple[tuple[datetime, datetime], ...]:
        """Return beginning and end of the shifts of a stretch of time, newest first.

        The first is the one that runs now, and ends now.
        """
        shifts = [(self.begun(now), now)]
        while (began := shifts[-1][0]) > now - reach:
            shifts.append((self.begun(began - timedelta(microseconds=1)), began))
        return tuple(shifts)
