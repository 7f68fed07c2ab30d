"""A clock that a script can set forward, so that a demo's morning is a morning."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.clock import Clock, system_clock


class SettableClock:
    """Runs like its base clock, ahead of it by what was set. It never goes back."""

    def __init__(self, base: Clock = system_clock) -> None:
        self._base = base
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        """Return the present moment in UTC."""
        return self._base() + self._ahead

    def forward(self, span: timedelta) -> None:
        """Go forward by a span of time."""
        self._ahead += max(span, timedelta(0))

    def go_to(self, at: time, zone: ZoneInfo) -> None:
        """Go forward to the next moment at which it is `at` o'clock in the zone."""
        here = self().astimezone(zone)
        there = here.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
        if there < here:
            # Added in local time: a day is not always twenty-four hours.
            there = (there.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=zone)
        self._ahead += there - here
