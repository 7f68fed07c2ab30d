"""The alarm signals through QtMultimedia."""

import structlog
from PySide6.QtCore import QObject, QUrl
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

from ui.shared.chime import Sound, sound_file

_log = structlog.get_logger(__name__)


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
