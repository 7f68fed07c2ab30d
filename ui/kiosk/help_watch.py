"""Follows how far help has come, for a call and for a crisis."""

from collections.abc import Callable

import structlog

from app.alerts import AlertDesk
from app.ids import AlertId
from app.oversight import AlertProgress, Progress
from ui.kiosk.state import KioskState
from ui.kiosk.status import is_over
from ui.shared.spawner import Spawner

_log = structlog.get_logger(__name__)


class HelpWatch:
    """Reads progress when the desk announces a change, and when asked from time to time.

    Staff may acknowledge in another process, which announces nothing here: that is what the
    asking is for.
    """

    def __init__(self, state: KioskState, spawner: Spawner) -> None:
        self._state = state
        self._spawner = spawner
        self._progress: AlertProgress | None = None
        self._desk: AlertDesk | None = None
        self._is_reading = False
        self._is_asked_again = False
        self._is_closed = False

    def attach(self, desk: AlertDesk, progress: AlertProgress) -> None:
        """Begin to follow."""
        self._progress = progress
        if desk is not self._desk:
            self._desk = desk
            desk.on_change(self.refresh)

    def close(self) -> None:
        """Follow no more; the desk may live longer than this window."""
        self._is_closed = True

    def refresh(self) -> None:
        """Read now, unless that is being done. Never raises."""
        if self._is_closed or self._progress is None or not self._followed():
            return
        if self._is_reading:
            self._is_asked_again = True
            return
        self._is_reading = True
        self._spawner.spawn(self._read(self._progress), self._failed, name="read_progress")

    def _followed(self) -> list[tuple[AlertId, Callable[[Progress], None]]]:
        call, crisis = self._state.inputs.call, self._state.inputs.crisis
        followed: list[tuple[AlertId, Callable[[Progress], None]]] = []
        if call.alert_id and not is_over(call.progress):
            followed.append((call.alert_id, self._call_came))
        if crisis and crisis.alert_id and not is_over(crisis.progress):
            followed.append((crisis.alert_id, self._crisis_came))
        return followed

    async def _read(self, progress: AlertProgress) -> None:
        try:
            self._is_asked_again = True
            while self._is_asked_again:
                self._is_asked_again = False
                for alert_id, came in self._followed():
                    came(await progress.read(alert_id))
        finally:
            self._is_reading = False

    def _failed(self, error: Exception) -> None:
        # What was true last stays on the screen; the next asking tries again.
        self._is_reading = False
        _log.warning("progress_not_read", error=type(error).__name__)

    def _call_came(self, progress: Progress) -> None:
        self._state.change_call(progress=progress)

    def _crisis_came(self, progress: Progress) -> None:
        self._state.change_crisis(progress=progress)
