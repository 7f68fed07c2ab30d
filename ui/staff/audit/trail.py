"""The audit trail as last read, and what the last check of its chain found."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.audit import ChainVerdict
from app.clock import Clock
from app.errors import LiloError
from app.identity import StaffSession
from app.oversight import Trail
from app.station import StationAudit, Wanted
from ui.shared.spawner import Spawner

_EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the chain found, and when."""

    verdict: ChainVerdict
    at: datetime


class TrailModel(QObject):
    """Reads the log at once, and verifies its chain aside, which takes long where it is long.

    Attributes:
        trail: the newest entries that are wanted; None before they were read.
        checked: the newest verdict, or None before the first.
        problem, unread: why the chain could not be verified, and the entries not be read: the
            message, empty where nothing better is known; None when it did not fail.
        is_busy: the chain is being verified.
        is_reading: entries are being read.
        verified: how many entries the check that goes on has read.

    Signals:
        changed: anything of it.
        progressed: `verified` alone.
    """

    changed = Signal()
    progressed = Signal()

    def __init__(
        self, audit: StationAudit, clock: Clock, spawner: Spawner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._audit = audit
        self._clock = clock
        self._spawner = spawner
        self._session: StaffSession | None = None
        self._visit = 0
        self._wanted = _EVERYTHING
        self._is_whole_wanted = self._is_check_due = False
        self.trail: Trail | None = None
        self.checked: Checked | None = None
        self.problem: str | None = None
        self.unread: str | None = None
        self.is_busy = self.is_reading = False
        self.verified = 0

    def enter(self, session: StaffSession) -> None:
        """Verify the chain for whoever signed in, without showing the log."""
        self._session = session
        self._verify(whole=False)

    def read(self, wanted: Wanted = _EVERYTHING) -> None:
        """Read the newest entries that are wanted, and verify what has been added."""
        self._wanted = wanted
        # The check waits for the entries: beside them it would only make them late.
        self._is_check_due = True
        self._read_entries()

    def choose(self, wanted: Wanted) -> None:
        """Read other entries."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._read_entries()

    def verify(self) -> None:
        """Read the entries again, and verify the whole chain from the first entry on."""
        self._read_entries()
        self._verify(whole=True)

    def forget(self) -> None:
        """Keep no entry; what is being read for somebody who left is dropped when it comes."""
        self._visit += 1
        self._session = None
        self._is_whole_wanted = self._is_check_due = self.is_reading = False
        self._wanted = _EVERYTHING
        self.trail = None
        self.changed.emit()

    def _read_entries(self) -> None:
        session = self._session
        if session is None:
            return
        self._visit += 1
        self.is_reading = True
        self.changed.emit()
        visit = self._visit
        self._spawner.spawn(self._entries(session, visit), lambda error: self._unread(visit, error))

    async def _entries(self, session: StaffSession, visit: int) -> None:
        trail = await self._audit.read(session, self._wanted)
        if visit == self._visit:
            self.trail, self.unread, self.is_reading = trail, None, False
            self.changed.emit()
            self._check_now()

    def _unread(self, visit: int, error: Exception) -> None:
        if visit == self._visit:
            self.unread, self.is_reading = _told(error), False
            self.changed.emit()
            self._check_now()

    def _check_now(self) -> None:
        if self._is_check_due:
            self._is_check_due = False
            self._verify(whole=False)

    def _verify(self, *, whole: bool) -> None:
        session = self._session
        if session is None:
            return
        if self.is_busy:
            self._is_whole_wanted |= whole
            return
        self.is_busy, self.verified = True, 0
        self.changed.emit()
        self._spawner.spawn(self._check(session, whole=whole), self._unchecked)

    async def _check(self, session: StaffSession, *, whole: bool) -> None:
        verdict = await self._audit.verify(session, whole=whole, progress=self._on_progress)
        self.checked, self.problem = Checked(verdict, self._clock()), None
        self._end()

    def _on_progress(self, count: int) -> None:
        self.verified = count
        self.progressed.emit()

    def _unchecked(self, error: Exception) -> None:
        self.problem, self.is_busy = _told(error), False
        self.changed.emit()

    def _end(self) -> None:
        self.is_busy = False
        again, self._is_whole_wanted = self._is_whole_wanted, False
        self.changed.emit()
        if again:
            self._verify(whole=True)


def _told(error: Exception) -> str:
    """Return an error in words; empty where it has none for people."""
    return str(error) if isinstance(error, LiloError) else ""
