"""What the resident likes: read when they come, kept when they choose."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import structlog

from app.identity import PreferenceBook, Preferences
from app.ids import ResidentId
from ui.kiosk.state import KioskState
from ui.shared.spawner import Spawner

_log = structlog.get_logger(__name__)

_Liked = TypeVar("_Liked")


class Liking:
    """Shows a choice at once and keeps it behind that; a failure to keep it changes nothing now."""

    def __init__(self, state: KioskState, spawner: Spawner) -> None:
        self._state = state
        self._spawner = spawner
        self._book: PreferenceBook | None = None
        self._house = state.inputs.preferences
        self._whose: ResidentId | None = None
        """Whose preferences are on the screen, as far as they were read."""
        self._is_read = False

    def attach(self, book: PreferenceBook) -> None:
        """Know where choices are kept, and read those of who is here."""
        self._book = book
        resident_id = self._state.inputs.resident_id
        if resident_id is not None:
            if resident_id != self._whose:
                # Of the same person what is shown stays: it is hers until hers is read again.
                self._state.change(preferences=self._house)
                self._whose, self._is_read = resident_id, False
            self._spawner.spawn(self._read(book, resident_id), name="read_preferences")

    def forget(self) -> None:
        """Look as everybody finds it: whoever chose is not here any more."""
        self._whose, self._is_read = None, False
        self._state.change(preferences=self._house)

    def choose(self, preferences: Preferences) -> None:
        """Take a choice."""
        inputs = self._state.inputs
        if preferences == inputs.preferences:
            return
        before = inputs.preferences
        self._state.change(preferences=preferences)
        if self._book is not None and inputs.resident_id is not None:
            if self._is_read:
                keeping = self._book.keep(inputs.resident_id, preferences)
            else:
                keeping = self._keep_change(self._book, inputs.resident_id, before, preferences)
            self._spawner.spawn(keeping, self._not_kept, name="keep_preferences")

    async def _read(self, book: PreferenceBook, resident_id: ResidentId) -> None:
        kept = await book.read(resident_id)
        if self._state.inputs.resident_id != resident_id:
            return
        self._is_read = True
        if kept is not None:
            self._state.change(preferences=kept)

    async def _keep_change(
        self, book: PreferenceBook, resident_id: ResidentId, before: Preferences, after: Preferences
    ) -> None:
        """Keep what was chosen and nothing else: the rest on the screen may not be hers."""
        kept = with_change(await book.read(resident_id) or self._house, before, after)
        await book.keep(resident_id, kept)
        if self._state.inputs.resident_id == resident_id:
            self._is_read = True
            self._state.change(preferences=kept)

    def _not_kept(self, error: Exception) -> None:
        _log.warning("preferences_not_kept", error=type(error).__name__)


def with_change(kept: _Liked, before: _Liked, after: _Liked) -> _Liked:
    """Return what was kept with what differs between the other two."""
    changes: dict[str, Any] = {}
    for each in fields(kept):  # type: ignore[arg-type]
        was, now, own = (getattr(liked, each.name) for liked in (before, after, kept))
        if was != now:
            changes[each.name] = with_change(own, was, now) if is_dataclass(now) else now
    return replace(kept, **changes)  # type: ignore[type-var]
