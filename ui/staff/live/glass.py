"""Who has broken the glass at present: shown to everybody who is signed in."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.identity import Gate
from ui.shared.spawner import Spawner


class GlassModel(QObject):
    """Follows break-glass access while somebody is signed in.

    Attributes:
        opened: names of staff, and until when.
    """

    changed = Signal()

    def __init__(self, gate: Gate, spawner: Spawner, parent: QObject) -> None:
        super().__init__(parent)
        self._gate = gate
        self._spawner = spawner
        self._is_watching = False
        self._is_reading = self._is_asked_again = False
        self.opened: tuple[tuple[str, datetime], ...] = ()

    def enter(self) -> None:
        """Begin to follow."""
        self._is_watching = True
        self.refresh()

    def leave(self) -> None:
        """Follow no more."""
        self._is_watching = False
        self.opened = ()

    def refresh(self) -> None:
        """Look now, or once more where that is being done."""
        self._is_asked_again = self._is_reading
        if self._is_watching and not self._is_reading:
            self._is_reading = True
            self._spawner.spawn(self._read(), self._not_read)

    async def _read(self) -> None:
        opened = await self._gate.opened()
        self._is_reading = False
        if self._is_watching and opened != self.opened:
            self.opened = opened
            self.changed.emit()
        if self._is_asked_again:
            self.refresh()

    def _not_read(self, _error: Exception) -> None:
        # The board says that the storage does not answer; the next change asks again.
        self._is_reading = False
