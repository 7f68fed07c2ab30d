"""Sounds that call a person, as a port; `ui.shared.qt_chime` is the adapter that is heard."""

from collections.abc import Callable
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Protocol


class Sound(StrEnum):
    """The three alarm signals, after IEC 60601-1-8."""

    HIGH = "high"
    """Ten pulses: somebody must come now."""
    MEDIUM = "medium"
    """Three pulses: somebody should come."""
    LOW = "low"
    """One pulse: take note."""


class Chime(Protocol):
    """Makes itself heard."""

    def ring(self, sound: Sound, loudness: float = 1.0) -> bool:
        """Play a signal once. Never raises; returns False where nothing can be heard.

        Args:
            sound: which.
            loudness: from 0 to 1, as it is heard.
        """

    def hush(self) -> None:
        """Stop at once."""


class SoundOutlet(Protocol):
    """What a machine plays through."""

    @property
    def name(self) -> str:
        """The loudspeaker that would be heard now; "" where there is none."""

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call the listener when loudspeakers come or go."""


class SilentChime:
    """For machines that are not to make a sound."""

    def ring(self, sound: Sound, loudness: float = 1.0) -> bool:  # noqa: ARG002
        """Play nothing."""
        return False

    def hush(self) -> None:
        """Be silent already."""


def sound_file(sound: Sound) -> Path:
    """Return where a signal is kept."""
    return Path(str(files("resources"))) / "sounds" / f"{sound}.wav"
