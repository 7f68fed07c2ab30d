"""Whether an open microphone still gives anything; the listener only counts what comes."""

from collections.abc import Callable

from app.conversation.listening import Chunk
from ui.kiosk.tap_guard import Monotonic

DEAF_AFTER_S = 3.0
"""So long without anything from an open microphone: it is gone, and nobody says so."""


class SoundWatch:
    """Passes on what the microphone gives, and knows when that was last."""

    def __init__(self, monotonic: Monotonic, hear: Callable[[Chunk], None]) -> None:
        self._monotonic = monotonic
        self._hear = hear
        self._came_at = monotonic()

    def begin(self) -> None:
        """Count from now."""
        self._came_at = self._monotonic()

    def hear(self, chunk: Chunk) -> None:
        """Take what the microphone gives."""
        self._came_at = self._monotonic()
        self._hear(chunk)

    def is_deaf(self, *, is_open: bool) -> bool:
        """Return whether nothing has come for too long, where something should."""
        now = self._monotonic()
        if not is_open:
            self._came_at = now
        return now - self._came_at >= DEAF_AFTER_S
