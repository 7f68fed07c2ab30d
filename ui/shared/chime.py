"""Sounds that call a person, as a port with two adapters."""

from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import structlog
from PySide6.QtCore import QObject, QUrl
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

_log = structlog.get_logger(__name__)


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

    def ring(self, sound: Sound) -> bool:
        """Play a signal once. Never raises; returns False where nothing can be heard."""

    def hush(self) -> None:
        """Stop at once."""


class SilentChime:
    """For machines that are not to make a sound."""

    def ring(self, sound: Sound) -> bool:  # noqa: ARG002
        """Play nothing."""
        return False

    def hush(self) -> None:
        """Be silent already."""


def sound_file(sound: Sound) -> Path:
    """Return where a signal is kept."""
    return Path(str(files("resources"))) / "sounds" / f"{sound}.wav"


class QtChime(QObject):
    """Plays the signals through QtMultimedia; safe where there is no sound card."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._effects: dict[Sound, QSoundEffect] = {}

    def ring(self, sound: Sound) -> bool:
        """Play a signal once; see `Chime`."""
        try:
            if QMediaDevices.defaultAudioOutput().isNull():
                _log.warning("no_sound_output", sound=sound)
                return False
            effect = self._effects.get(sound) or self._loaded(sound)
            effect.stop()
            effect.play()
        except Exception:
            # Whatever the sound system does, the call itself must go on.
            _log.exception("chime_failed", sound=sound)
            return False
        return True

    def hush(self) -> None:
        """Stop at once."""
        for effect in self._effects.values():
            effect.stop()

    def _loaded(self, sound: Sound) -> QSoundEffect:
        effect = QSoundEffect(self)
        effect.setSource(QUrl.fromLocalFile(str(sound_file(sound))))
        effect.setVolume(1.0)
        self._effects[sound] = effect
        return effect
