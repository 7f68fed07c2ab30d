"""What the models of pages share: read for whoever is signed in, and hold nothing afterwards."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.errors import LiloError
from app.identity import Permission, StaffSession, may
from app.runtime import JobTimeoutError
from ui.shared.spawner import Spawner
from ui.staff.entry.drafts import Drafts
from ui.staff.wording.language import Language

_Result = TypeVar("_Result")


class PageModel(QObject):
    """Reads and acts through guarded services, with the session of whoever sits here.

    Attributes:
        problem: why the last reading failed, in words, or empty.
        notice: what became of the last action, in words, or empty.
        is_good: the notice says that something was done.
        is_busy: an action is on its way.
        can_undo: the last action can be taken back.
        drafts: what was typed before the screen locked itself; those of the whole window, in one.
    """

    changed = Signal()

    def __init__(self, spawner: Spawner, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._spawner = spawner
        self._language = language
        self._session: StaffSession | None = None
        self.problem = self.notice = ""
        self.is_good = self.is_busy = False
        self._undoing: Callable[[], None] | None = None
        self._readings = 0
        self.drafts = Drafts(self)

    @property
    def is_pending(self) -> bool:
        """Whether something that was begun has not come yet."""
        return self._readings > 0 or self.is_busy

    @property
    def can_undo(self) -> bool:
        """Whether the last action can be taken back."""
        return self._undoing is not None and not self.is_busy

    def undo(self) -> None:
        """Take the last action back."""
        undoing = self._undoing
        if undoing is not None and not self.is_busy:
            undoing()

    def enter(self, session: StaffSession) -> None:
        """Work for whoever has signed in; nothing is read before the page is looked at."""
        self._session = session

    def leave(self) -> None:
        """Hold nothing any more; what is being read is dropped when it comes."""
        self._session = None
        self.problem = self.notice = ""
        self.is_busy = False
        self._undoing = None
        self.forget()
        self.changed.emit()

    def forget(self) -> None:
        """Let go of what was read."""

    def tell(self, notice: str, *, is_good: bool = True) -> None:
        """Say what became of something that was done elsewhere."""
        self.notice, self.is_good = notice, is_good
        self.changed.emit()

    def allows(self, permission: Permission) -> bool:
        """Whether to offer something; the service decides."""
        return self._session is not None and may(self._session.member.role, permission)

    def _read(
        self,
        work: Callable[[StaffSession], Coroutine[Any, Any, _Result]],
        took: Callable[[_Result], None],
    ) -> None:
        """Read something, and take it if the same person still sits here."""
        session = self._session
        if session is None:
            return

        self._readings += 1

        async def reading() -> None:
            try:
                result = await work(session)
            finally:
                self._readings -= 1
            if self._session is session:
                self.problem = ""
                took(result)
                self.changed.emit()

        self._spawner.spawn(reading(), lambda error: self._unread(session, error))

    def _do(
        self,
        work: Callable[[StaffSession], Coroutine[Any, Any, _Result]],
        done: Callable[[_Result], None],
        said: str = "",
        undo: Callable[[_Result], Callable[[], None] | None] | None = None,
    ) -> None:
        """Do one thing at a time, and say what became of it.

        Args:
            undo: given what was done, returns what takes it back, or None.
        """
        session = self._session
        if session is None or self.is_busy:
            return
        self.is_busy, self.notice, self._undoing = True, "", None
        self.changed.emit()

        async def doing() -> None:
            result = await work(session)
            if self._session is session:
                self.is_busy, self.notice, self.is_good = False, said, True
                self._undoing = undo(result) if undo else None
                done(result)
                self.changed.emit()

        self._spawner.spawn(doing(), lambda error: self._undone(session, error))

    def _unread(self, session: StaffSession, error: Exception) -> None:
        if self._session is session:
            self.problem = self._told(error)
            self.changed.emit()

    def _undone(self, session: StaffSession, error: Exception) -> None:
        if self._session is session:
            # A job that was late may still be done.
            is_late = isinstance(error, JobTimeoutError)
            told = self._language.words.problem.not_known if is_late else self._told(error)
            self.is_busy, self.notice, self.is_good = False, told, False
            self.changed.emit()

    def _told(self, error: Exception) -> str:
        unexpected = self._language.words.problem.unexpected
        return str(error) if isinstance(error, LiloError) else unexpected
