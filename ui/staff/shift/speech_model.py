"""What Lilo said of itself, how shifts went, what was talked: read when looked at."""

from PySide6.QtCore import QObject, Signal

from app.errors import LiloError
from app.identity import StaffSession
from app.oversight import SpeechFigures
from app.station import Activity, ShiftLine, StationFigures
from ui.shared.spawner import Spawner
from ui.staff.live.feed import Problem


class SpeechModel(QObject):
    """Reads the figures, one job at a time. They name nobody, and stay when somebody leaves.

    Attributes:
        figures: as last read, or None.
        shifts: the last seven days, newest first; empty before they were read.
        activity: what was talked and handed on, or None.
        problem: why the last read failed, or None.
    """

    changed = Signal()

    def __init__(self, reader: StationFigures | None, spawner: Spawner, parent: QObject) -> None:
        super().__init__(parent)
        self._reader = reader
        self._spawner = spawner
        self._session: StaffSession | None = None
        self._is_reading = False
        self.figures: SpeechFigures | None = None
        self.shifts: tuple[ShiftLine, ...] = ()
        self.activity: Activity | None = None
        self.problem: Problem | None = None

    @property
    def is_there(self) -> bool:
        """Whether these figures can be read."""
        return self._reader is not None

    def enter(self, session: StaffSession) -> None:
        """Read for whoever signed in, when the page is looked at."""
        self._session = session

    def leave(self) -> None:
        """Read nothing any more."""
        self._session = None

    def refresh(self) -> None:
        """Read them now, unless that is being done."""
        if self._reader and self._session and not self._is_reading:
            self._is_reading = True
            self._spawner.spawn(self._read(self._reader, self._session), self._not_read)

    async def _read(self, reader: StationFigures, session: StaffSession) -> None:
        figures = await reader.said(session)
        shifts = await reader.shifts(session)
        activity = await reader.activity(session)
        self._is_reading = False
        self.figures, self.shifts, self.problem = figures, shifts, None
        self.activity = activity
        self.changed.emit()

    def _not_read(self, error: Exception) -> None:
        self._is_reading = False
        self.problem = Problem(str(error) if isinstance(error, LiloError) else "")
        self.changed.emit()
