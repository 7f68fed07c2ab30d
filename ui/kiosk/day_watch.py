"""Keeps the clock and what comes next today."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.ids import ResidentId
from app.schedule import DayBook
from ui.kiosk.state import KioskState
from ui.shared.spawner import Spawner


class DayWatch:
    """Looks at the clock when told to, and into the day book once a minute."""

    def __init__(
        self, state: KioskState, spawner: Spawner, clock: Clock, timezone: ZoneInfo
    ) -> None:
        self._state = state
        self._spawner = spawner
        self._clock = clock
        self._timezone = timezone
        self._day: DayBook | None = None
        self._read_at: datetime | None = None

    def attach(self, day: DayBook) -> None:
        """Know where the plan is."""
        self._day, self._read_at = day, None

    def look(self) -> None:
        """Bring the time, and with a new minute the plan, up to date."""
        now = local_minute(self._clock, self._timezone)
        self._state.change(now=now)
        resident_id = self._state.inputs.resident_id
        if self._day is None or resident_id is None or now == self._read_at:
            return
        self._read_at = now
        self._spawner.spawn(self._read(self._day, resident_id), name="read_day")

    async def _read(self, day: DayBook, resident_id: ResidentId) -> None:
        item = await day.next_today(resident_id)
        if self._state.inputs.resident_id == resident_id:
            self._state.change(next_item=item)


def local_minute(clock: Clock, timezone: ZoneInfo) -> datetime:
    """Return the present minute in the facility's local time."""
    return clock().astimezone(timezone).replace(second=0, microsecond=0)
