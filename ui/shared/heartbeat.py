"""Tells a supervising process, once a second, that this one's event loop turns."""

import os

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000
BEAT_VARIABLE = "LILO_HEARTBEAT"
"""Names the descriptor that the beats are written to."""


class Heartbeat(QObject):
    """Writes a byte a second to a descriptor until nobody reads it any more."""

    def __init__(self, descriptor: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._descriptor = descriptor
        os.set_blocking(descriptor, False)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.beat)
        self._timer.start(EVERY_MS)

    def beat(self) -> None:
        """Write one byte; a full pipe is no reason to wait, a closed one ends it."""
        try:
            os.write(self._descriptor, b".")
        except BlockingIOError:
            pass
        except OSError:
            self._timer.stop()


def heartbeat_of(variable: str | None, parent: QObject) -> Heartbeat | None:
    """Begin to beat where the environment names a descriptor; else return None."""
    return Heartbeat(int(variable), parent) if variable and variable.isdecimal() else None
