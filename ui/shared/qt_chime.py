"""The alarm signals, and what they are heard through, by QtMultimedia."""

from collections.abc import Callable

import structlog
from PySide6.QtCore import QObject, QUrl
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

from ui.shared.chime import Sound, sound_file
from ui.shared.qt_output import linear, output_named

_log = structlog.get_logger(__name__)


class QtChime(QObject):
    """Plays the signals through QtMultimedia; safe where there is no sound card."""

    def __init__(self, output: str = "", parent: QObject | None = None) -> None:
        """Read the signals.

        Args:
            output: part of the name of the loudspeaker to use; empty for the system's own.
            parent: owner, as in Qt.
        """
        super().__init__(parent)
        self._output = output
        self._effects: dict[Sound, QSoundEffect] = {}
        try:
            if not output_named(output).isNull():
                # Read now: the first alarm must not wait for its file.
                for sound in Sound:
                    self._loaded(sound)
        except Exception:
            # Whatever the sound system does, the window must open.
            _log.exception("chime_failed")

    def ring(self, sound: Sound, loudness: float = 1.0) -> bool:
        """Play a signal once; see `Chime`."""
        try:
            output = output_named(self._output)
            if output.isNull():
                _log.warning("no_sound_output", sound=sound)
                return False
            effect = self._effects.get(sound) or self._loaded(sound)
            if effect.audioDevice() != output:
                # A loudspeaker was plugged in or pulled out since.
                effect.setAudioDevice(output)
            effect.setVolume(linear(loudness))
            effect.stop()
            effect.play()
            if effect.status() is QSoundEffect.Status.Error:
                _log.warning("sound_not_playable", sound=sound)
                return False
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
        self._effects[sound] = effect
        return effect


class QtOutlet(QObject):
    """Implements `SoundOutlet`; hears of loudspeakers as they come and go."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._devices = QMediaDevices(self)

    @property
    def name(self) -> str:
        """The loudspeaker that would be heard now; "" where there is none."""
        try:
            output = QMediaDevices.defaultAudioOutput()
            return "" if output.isNull() else output.description()
        except Exception:
            _log.exception("outlet_unknown")
            return ""

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call the listener when loudspeakers come or go."""
        self._devices.audioOutputsChanged.connect(listener)
