"""The bell of this device: it rings on where no nurse's screen could be reached."""

from PySide6.QtCore import QObject, QTimer

from app.alerts import Reach
from ui.shared.chime import Chime, Sound

_PAUSES_MS: dict[Reach, int] = {Reach.JOURNAL: 25_000, Reach.DEVICE_ONLY: 10_000}
"""After IEC 60601-1-8: three pulses every 25 s, ten pulses every 10 s."""


class Bell(QObject):
    """Rings once for a call that got through, and again and again for one that did not."""

    def __init__(self, chime: Chime, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chime = chime
        self._sound = Sound.MEDIUM
        self._is_heard = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.ring)

    def pressed(self) -> None:
        """Sound at once, so that the resident hears that the press counted."""
        self._timer.stop()
        self._sound = Sound.MEDIUM
        self.ring()

    def follow(self, reach: Reach) -> bool:
        """Ring on as the reach of the call demands; return whether this device rings now."""
        self._timer.stop()
        if reach not in _PAUSES_MS:
            return False
        if reach is Reach.DEVICE_ONLY:
            self._sound = Sound.HIGH
            self.ring()
        if self._is_heard:
            self._timer.start(_PAUSES_MS[reach])
        return self._is_heard

    def ring(self) -> None:
        """Ring once."""
        self._is_heard = self._chime.ring(self._sound)

    def hush(self) -> None:
        """Be silent."""
        self._timer.stop()
        self._chime.hush()
