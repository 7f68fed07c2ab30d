"""Garbage is collected on the UI thread alone.

Python collects cycles on whichever thread happens to allocate. A cycle that holds a Qt object
and is collected on a worker's thread takes that object down there, and Qt crashes. So the
automatic collector is off while windows are open, and a timer does its work here.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000


class Collector(QObject):
    """Collects on the thread it was made on, by the thresholds Python itself would use."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def look(self) -> None:
        """Collect the generations that are due; the older ones only with the younger."""
        for generation, (count, threshold) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        ):
            if count <= threshold:
                break
            gc.collect(generation)

    def stop(self) -> None:
        """Give the work back to Python."""
        self._timer.stop()
        gc.collect()
        if self._was_enabled:
            gc.enable()
