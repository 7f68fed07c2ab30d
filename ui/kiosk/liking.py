"""What the resident likes: read when they come, kept when they choose."""

import structlog

from app.identity import PreferenceBook, Preferences
from app.ids import ResidentId
from ui.kiosk.state import KioskState
from ui.shared.spawner import Spawner

_log = structlog.get_logger(__name__)


class Liking:
    """Shows a choice at once and keeps it behind that; a failure to keep it changes nothing now."""

    def __init__(self, state: KioskState, spawner: Spawner) -> None:
        self._state = state
        self._spawner = spawner
        self._book: PreferenceBook | None = None
        self._house = state.inputs.preferences

    def attach(self, book: PreferenceBook) -> None:
        """Know where choices are kept, and read those of who is here."""
        self._book = book
        resident_id = self._state.inputs.resident_id
        if resident_id is not None:
            self._state.change(preferences=self._house)
            self._spawner.spawn(self._read(book, resident_id), name="read_preferences")

    def forget(self) -> None:
        """Look as everybody finds it: whoever chose is not here any more."""
        self._state.change(preferences=self._house)

    def choose(self, preferences: Preferences) -> None:
        """Take a choice."""
        inputs = self._state.inputs
        if preferences == inputs.preferences:
            return
        self._state.change(preferences=preferences)
        if self._book is not None and inputs.resident_id is not None:
            keeping = self._book.keep(inputs.resident_id, preferences)
            self._spawner.spawn(keeping, self._not_kept, name="keep_preferences")

    async def _read(self, book: PreferenceBook, resident_id: ResidentId) -> None:
        kept = await book.read(resident_id)
        if kept is not None and self._state.inputs.resident_id == resident_id:
            self._state.change(preferences=kept)

    def _not_kept(self, error: Exception) -> None:
        _log.warning("preferences_not_kept", error=type(error).__name__)
