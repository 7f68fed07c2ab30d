"""The sound while somebody waits: the gravest speaks, and taking it makes it silent."""

from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from ui.shared.chime import Chime, Sound
from ui.staff.live.waiting import Alarmed
from ui.staff.look.priority import Priority
from ui.staff.look.signal import ORDER, SIGNALS, sound_for, sound_of

EVERY_MS = {sound: signal.every_ms for sound, signal in SIGNALS.items()}


class Alarm(QObject):
    """Rings at once when something begins to wait or sounds anew, then again and again.

    What is milder than what rings already is shown, and rings in its turn. A burst is never cut
    short by another of the same priority.

    Attributes:
        is_audible: what the last ring showed; None before the first.
        is_muted: the mildest signal is shown and not played; graver ones always sound.
    """

    changed = Signal()
    rang = Signal()

    def __init__(self, chime: Chime, parent: QObject) -> None:
        super().__init__(parent)
        self._chime = chime
        self._sound: Sound | None = None
        self._known: frozenset[Alarmed] = frozenset()
        self._since_ring = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._ring)
        self.is_audible: bool | None = None
        self.is_muted = False

    @property
    def sound(self) -> Sound | None:
        """What rings at present."""
        return self._sound

    def mute_low(self, *, is_muted: bool) -> None:
        """Play the mildest signal no more, or again; the others cannot be muted."""
        if is_muted is self.is_muted:
            return
        self.is_muted = is_muted
        if is_muted and self._sound is Sound.LOW:
            self._chime.hush()
        self.changed.emit()

    def note(self) -> None:
        """Play one low pulse, once; where an alarm rings, that is what is to be heard."""
        if self._sound is None and not self.is_muted:
            self._took(self._chime.ring(Sound.LOW))

    def test(self) -> None:
        """Play one low pulse for whoever asks, muted or not."""
        if self._sound is None:
            self._took(self._chime.ring(Sound.LOW))

    def follow(self, waiting: Iterable[Priority], alarms: frozenset[Alarmed] = frozenset()) -> None:
        """Ring for what waits now; with nothing waiting, be silent.

        Args:
            alarms: each alarm that waits, by which one that sounds anew is known.
        """
        before, self._sound = self._sound, sound_for(waiting)
        new, self._known = alarms - self._known, alarms
        if self._sound is before:
            if any(sound_of(alarm.priority) is before for alarm in new):
                self._ring_anew()
            return
        self._timer.stop()
        if self._sound is None:
            self._chime.hush()
        elif before is None or ORDER.index(self._sound) > ORDER.index(before):
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

    def _ring_anew(self) -> None:
        if self._sound and self._since_ring.elapsed() >= SIGNALS[self._sound].burst_ms:
            self._timer.start(EVERY_MS[self._sound])
            self._ring()

    def _ring(self) -> None:
        if self._sound is None:
            return
        self._since_ring.restart()
        self._timer.setInterval(EVERY_MS[self._sound])
        if self._sound is Sound.LOW and self.is_muted:
            self.rang.emit()
            return
        heard = self._chime.ring(self._sound)
        self.rang.emit()
        self._took(heard)

    def _took(self, heard: bool) -> None:
        if heard is not self.is_audible:
            self.is_audible = heard
            self.changed.emit()
