"""The beat that lamps flash by: all lamps of one priority together, so that none is hurried."""

from PySide6.QtCore import QObject, QTimer, Signal

from ui.shared.chime import Sound
from ui.staff.look.signal import SIGNALS


class Beacon(QObject):
    """Tells for each priority whether its lamps are lit now.

    It beats only for priorities that wait. Where motion is to be avoided lamps are always lit.
    """

    beat = Signal(object)

    def __init__(self, parent: QObject, *, has_motion: bool = True) -> None:
        super().__init__(parent)
        self._is_dark: set[Sound] = set()
        self._timers: dict[Sound, QTimer] = {}
        for sound, signal in SIGNALS.items():
            if has_motion and signal.half_ms is not None:
                timer = QTimer(self, interval=signal.half_ms)
                timer.timeout.connect(lambda sound=sound: self.turn(sound))
                self._timers[sound] = timer

    def is_lit(self, sound: Sound) -> bool:
        """Whether lamps of this priority are lit."""
        return sound not in self._is_dark

    def is_flashing(self, sound: Sound) -> bool:
        """Whether lamps of this priority go on and off at present."""
        return sound in self._timers and self._timers[sound].isActive()

    def follow(self, waiting: frozenset[Sound]) -> None:
        """Beat for what waits, and be lit for the rest."""
        for sound, timer in self._timers.items():
            if (sound in waiting) is timer.isActive():
                continue
            if sound in waiting:
                timer.start()
            else:
                timer.stop()
                self._is_dark.discard(sound)
                self.beat.emit(sound)

    def turn(self, sound: Sound) -> None:
        """Go from lit to dark, or back."""
        self._is_dark ^= {sound}
        self.beat.emit(sound)
