"""The board as last read: never two reads at a time, and the truth about when it was read."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog
from PySide6.QtCore import QObject, QTimer, Signal

from app.alerts import CallJournal
from app.errors import LiloError
from app.oversight import Board, RoomCall
from ui.shared.spawner import Spawner

HEARTBEAT_MS = 10_000
"""Also when nothing happened, so that "storage answers" is never old news."""

RETRY_MS = 2_000
"""While the last read failed."""

MOST_PASSED_OVER = 3
"""So many boards in a row may be outdated when they come before one is shown all the same."""

JOURNAL_MS = 3_000

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something could not be read; `message` is empty where nothing better is known."""

    message: str = ""


class ReadsBoard(Protocol):
    """Whatever the board comes from."""

    async def read(self) -> Board:
        """Return the board as it stands."""


class BoardFeed(QObject):
    """Keeps the newest board.

    Attributes:
        board: as last read, or None.
        problem: why the last read failed, or None when it did not.
    """

    changed = Signal()

    def __init__(self, reader: ReadsBoard, spawner: Spawner, parent: QObject) -> None:
        super().__init__(parent)
        self._reader = reader
        self._spawner = spawner
        self._is_reading = False
        self._is_asked_again = False
        self.board: Board | None = None
        self.problem: Problem | None = None
        self._heartbeat = QTimer(self, interval=HEARTBEAT_MS)
        self._heartbeat.timeout.connect(self.refresh)
        self._heartbeat.start()

    def refresh(self) -> None:
        """Read the board now; while a read is under way, read once more after it."""
        if self._is_reading:
            self._is_asked_again = True
            return
        self._is_reading = True
        self._spawner.spawn(self._read(), self._not_read)

    def veil(self, veiled: Callable[[Board], Board]) -> None:
        """Keep of the board what anybody may see."""
        if self.board is not None:
            self.board = veiled(self.board)
            self.changed.emit()

    def stop(self) -> None:
        """Read no more on one's own account."""
        self._heartbeat.stop()

    async def _read(self) -> None:
        try:
            self._is_asked_again, passed_over = True, 0
            while self._is_asked_again:
                self._is_asked_again = False
                try:
                    board = await self._reader.read()
                except Exception as error:
                    # The heartbeat tries again soon; at once would be again and again.
                    self._failed(error)
                    return
                # Something changed during the read: showing it would bring back what has gone.
                if self._is_asked_again and passed_over < MOST_PASSED_OVER:
                    passed_over += 1
                else:
                    self._took(board)
        finally:
            self._is_reading = False

    def _took(self, board: Board) -> None:
        self.board, self.problem = board, None
        self._heartbeat.setInterval(HEARTBEAT_MS)
        self.changed.emit()

    def _not_read(self, error: Exception) -> None:
        self._is_reading = False
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        _log.error("board_not_read", error=type(error).__name__)
        self.problem = Problem(str(error) if isinstance(error, LiloError) else "")
        self._heartbeat.setInterval(RETRY_MS)
        self.changed.emit()


class RoomCallFeed(QObject):
    """Calls kept on this device, read aside from the board so that they show without it.

    Attributes:
        calls: as last read.
        problem: why they could not be read, or None.
    """

    changed = Signal()

    def __init__(self, journal: CallJournal | None, spawner: Spawner, parent: QObject) -> None:
        super().__init__(parent)
        self._journal = journal
        self._spawner = spawner
        self._is_reading = False
        self.calls: tuple[RoomCall, ...] = ()
        self.problem: Problem | None = None
        self._timer = QTimer(self, interval=JOURNAL_MS)
        self._timer.timeout.connect(self.refresh)
        if journal:
            self._timer.start()

    def refresh(self) -> None:
        """Read the calls now, unless that is being done."""
        if self._journal and not self._is_reading:
            self._is_reading = True
            self._spawner.spawn(self._read(self._journal), self._not_read)

    def stop(self) -> None:
        """Read no more on one's own account."""
        self._timer.stop()

    async def _read(self, journal: CallJournal) -> None:
        try:
            kept = await asyncio.to_thread(journal.calls)
        finally:
            self._is_reading = False
        calls = tuple(RoomCall(call.room, call.at, call.level) for call in kept)
        if (calls, None) != (self.calls, self.problem):
            self.calls, self.problem = calls, None
            self.changed.emit()

    def _not_read(self, error: Exception) -> None:
        self._is_reading = False
        self.problem = Problem(str(error) if isinstance(error, LiloError) else "")
        self.changed.emit()
