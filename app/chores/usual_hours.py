"""When somebody usually talks with Lilo, from when they did."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

LOOK_BACK = timedelta(days=14)

OFTEN = 3
"""On so many days within the look back an hour is usual."""


def usual_hours(spoken_at: Iterable[datetime], now: datetime, zone: ZoneInfo) -> list[time]:
    """Return the full hours in which they usually begin to talk, in the facility's time.

    An hour that follows another usual one is left out: what was warm then still is.
    """
    days: dict[int, set[int]] = {}
    for at in spoken_at:
        if now - LOOK_BACK <= at <= now:
            here = at.astimezone(zone)
            days.setdefault(here.hour, set()).add(here.toordinal())
    often = {hour for hour, on in days.items() if len(on) >= OFTEN}
    return [time(hour) for hour in sorted(often) if (hour - 1) % 24 not in often]


def next_of(hours: Iterable[time], now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when the next of these hours begins, after now; None where there are none."""
    today = now.astimezone(zone).date()
    moments = [
        datetime.combine(today + timedelta(days=ahead), hour, zone)
        for hour in hours
        for ahead in (0, 1)
    ]
    return min((moment for moment in moments if moment > now), default=None)
