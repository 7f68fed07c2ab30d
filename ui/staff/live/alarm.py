"""The sound while somebody waits: the gravest speaks, and taking it makes it silent."""

from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from ui.shared.chime import Chime, Sound
from ui.staff.look.priority import Priority

_SOUNDS = {
    Priority.IMMEDIATE: Sound.HIGH,
    Priority.URGENT: Sound.MEDIUM,
    Priority.CALL: Sound.MEDIUM,
    Priority.ELEVATED: Sound.LOW,
}
_ORDER = (Sound.LOW, Sound.MEDIUM, Sound.HIGH)
EVERY_MS = {Sound.HIGH: 10_000, Sound.MEDIUM: 25_000, Sound.LOW: 30_000}


def sound_for(waiting: Iterable[Priority]) -> Sound | None:
    """Return the signal of the gravest that waits."""
    sounds = [_SOUNDS[priority] for priority in waiting]
    return max(sounds, key=_ORDER.index, default=None)


class Alarm(QObject):
    """Rings at once when something graver begins to wait, then again and again.

    Attributes:
        is_audible: what the last ring showed; None before the first.
    """

    changed = Signal()
    rang = Signal()

    def __init__(self, chime: Chime, parent: QObject) -> None:
        super().__init__(parent)
        self._chime = chime
        self._sound: Sound | None = None
        self._since_ring = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._ring)
        self.is_audible: bool | None = None

    @property
    def sound(self) -> Sound | None:
        """What rings at present."""
        return self._sound

    def follow(self, waiting: Iterable[Priority]) -> None:
        """Ring for what waits now; with nothing waiting, be silent."""
        before, self._sound = self._sound, sound_for(waiting)
        if self._sound is before:
            return
        self._timer.stop()
        if self._sound is None:
            self._chime.hush()
        elif before is None or _ORDER.index(self._sound) > _ORDER.index(before):
            self._timer.start(EVERY_MS[self._sound])
            self._ring()
        else:
            # What remains is milder: the graver signal stops, the milder one comes in its time.
            self._chime.hush()
            rest = EVERY_MS[self._sound] - self._since_ring.elapsed()
            self._timer.start(max(rest, EVERY_MS[Sound.HIGH]))

    def stop(self) -> None:
        """Be silent."""
        self.follow(())

    def _ring(self) -> None:
        if self._sound is None:
            return
        self._since_ring.restart()
        self._timer.setInterval(EVERY_MS[self._sound])
        heard = self._chime.ring(self._sound)
        self.rang.emit()
        if heard is not self.is_audible:
            self.is_audible = heard
            self.changed.emit()
