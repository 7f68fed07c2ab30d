"""Reads what is only looked at when it is asked for: the whole day."""

from app.ids import ResidentId
from app.schedule import DayBook
from ui.kiosk.state import KioskState
from ui.shared.spawner import Spawner


class DayPages:
    """Reads the pages a resident opens. What was read before stays until the new is there."""

    def __init__(self, state: KioskState, spawner: Spawner) -> None:
        self._state = state
        self._spawner = spawner
        self._day: DayBook | None = None

    def attach(self, day: DayBook) -> None:
        """Know where it is."""
        self._day = day

    def read_today(self) -> None:
        """Read the whole day."""
        resident_id = self._state.inputs.resident_id
        if self._day is not None and resident_id is not None:
            self._spawner.spawn(self._read_today(self._day, resident_id), name="read_today")

    async def _read_today(self, day: DayBook, resident_id: ResidentId) -> None:
        plan = await day.today(resident_id)
        if self._state.inputs.resident_id == resident_id:
            self._state.change(plan=plan, is_day_read=True)
