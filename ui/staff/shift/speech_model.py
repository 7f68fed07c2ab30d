"""What Lilo said of itself in this shift, read when somebody looks."""

from PySide6.QtCore import QObject, Signal

from app.errors import LiloError
from app.oversight import SpeechFigures, SpeechReader
from ui.shared.spawner import Spawner
from ui.staff.live.feed import Problem


class SpeechModel(QObject):
    """Reads the figures, one job at a time.

    Attributes:
        figures: as last read, or None.
        problem: why the last read failed, or None.
    """

    changed = Signal()

    def __init__(self, reader: SpeechReader | None, spawner: Spawner, parent: QObject) -> None:
        super().__init__(parent)
        self._reader = reader
        self._spawner = spawner
        self._is_reading = False
        self.figures: SpeechFigures | None = None
        self.problem: Problem | None = None

    @property
    def is_there(self) -> bool:
        """Whether these figures can be read."""
        return self._reader is not None

    def refresh(self) -> None:
        """Read them now, unless that is being done."""
        if self._reader and not self._is_reading:
            self._is_reading = True
            self._spawner.spawn(self._read(self._reader), self._not_read)

    async def _read(self, reader: SpeechReader) -> None:
        figures = await reader.read()
        self._is_reading = False
        self.figures, self.problem = figures, None
        self.changed.emit()

    def _not_read(self, error: Exception) -> None:
        self._is_reading = False
        self.problem = Problem(str(error) if isinstance(error, LiloError) else "")
        self.changed.emit()
