"""The cue through QtMultimedia."""

import wave
from importlib.resources import files
from pathlib import Path

import structlog
from PySide6.QtCore import QObject, QUrl
from PySide6.QtMultimedia import QSoundEffect

from ui.shared.qt_output import linear, output_named

_log = structlog.get_logger(__name__)

FILE = Path(str(files("resources"))) / "sounds" / "listening.wav"


class QtCue(QObject):
    """Plays the cue; safe where there is no sound card."""

    def __init__(self, output: str = "", parent: QObject | None = None) -> None:
        """Find the loudspeaker when it is to be played; `output` as in `QtPlayer`."""
        super().__init__(parent)
        self._output = output
        self._effect: QSoundEffect | None = None
        with wave.open(str(FILE), "rb") as sound:
            self._lasts_s = sound.getnframes() / sound.getframerate()

    def ring(self, loudness: float = 1.0) -> float:
        """Begin to play it; see `Cue.ring`."""
        try:
            output = output_named(self._output)
            if output.isNull():
                return 0.0
            if self._effect is None:
                self._effect = QSoundEffect(self)
                self._effect.setSource(QUrl.fromLocalFile(str(FILE)))
            if self._effect.audioDevice() != output:
                self._effect.setAudioDevice(output)
            self._effect.setVolume(linear(loudness))
            self._effect.play()
        except Exception:
            # A cue is not worth a fault.
            _log.exception("cue_failed")
            return 0.0
        return self._lasts_s
