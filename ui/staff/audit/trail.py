"""The audit trail as last read and verified, with when that was."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.audit import ChainVerdict
from app.clock import Clock
from app.errors import LiloError
from app.identity import StaffSession
from app.oversight import TrailRow
from app.station import StationAudit
from ui.shared.spawner import Spawner, Work


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the chain found, and when."""

    verdict: ChainVerdict
    at: datetime


class TrailModel(QObject):
    """Reads and verifies the audit log, one job at a time.

    Attributes:
        rows: newest first; None before they were read.
        checked: the newest verdict, or None before the first.
        problem: why the last job failed: its message, empty where nothing better is known;
            None when it did not fail.
        is_busy: a job is under way.
    """

    changed = Signal()

    def __init__(
        self, audit: StationAudit, clock: Clock, spawner: Spawner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._audit = audit
        self._clock = clock
        self._spawner = spawner
        self._session: StaffSession | None = None
        self._visit = 0
        self._is_asked_for_rows = False
        self.rows: tuple[TrailRow, ...] | None = None
        self.checked: Checked | None = None
        self.problem: str | None = None
        self.is_busy = False

    def enter(self, session: StaffSession) -> None:
        """Verify the chain for whoever signed in, without showing the log."""
        self._session = session
        if not self.is_busy:
            self._start(self._check(session))

    def read(self) -> None:
        """Read the newest entries and verify the chain; after a job under way, if there is one."""
        if self.is_busy:
            self._is_asked_for_rows = True
        elif self._session:
            self._start(self._read(self._session, self._visit))

    def forget(self) -> None:
        """Keep no entry; what is being read for somebody who left is dropped when it comes."""
        self._visit += 1
        self._session = None
        self._is_asked_for_rows = False
        self.rows = None
        self.changed.emit()

    async def _check(self, session: StaffSession) -> None:
        self._found(await self._audit.verify(session))
        self._end()

    async def _read(self, session: StaffSession, visit: int) -> None:
        trail = await self._audit.read(session)
        if visit == self._visit:
            self.rows = tuple(trail.rows)
        self._found(trail.verdict)
        self._end()

    def _start(self, work: Work) -> None:
        self.is_busy = True
        self.changed.emit()
        self._spawner.spawn(work, self._failed)

    def _found(self, verdict: ChainVerdict) -> None:
        self.checked, self.problem = Checked(verdict, self._clock()), None

    def _failed(self, error: Exception) -> None:
        self.problem = str(error) if isinstance(error, LiloError) else ""
        self._end()

    def _end(self) -> None:
        self.is_busy = False
        again, self._is_asked_for_rows = self._is_asked_for_rows, False
        self.changed.emit()
        if again:
            self.read()
