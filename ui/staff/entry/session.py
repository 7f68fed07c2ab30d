"""Who sits at this screen: signing in and locking."""

from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from app.errors import LiloError
from app.identity import SignIn, SignInError, StaffMember, StaffSession
from ui.shared.spawner import Spawner
from ui.staff.wording.words import StaffWords


class Field(Enum):
    """What of the sign-in form needs looking at."""

    NAME = auto()
    PASSPHRASE = auto()


class Session(QObject):
    """The person at this screen, or nobody.

    Attributes:
        message: what went wrong, in words, or empty.
        attention: the field to correct.
        is_busy: a passphrase is being checked.
    """

    changed = Signal()
    signed_in = Signal()
    locked = Signal()

    def __init__(
        self, sign_in: SignIn, spawner: Spawner, words: StaffWords, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._sign_in = sign_in
        self._spawner = spawner
        self._words = words
        self._session: StaffSession | None = None
        self.message = ""
        self.attention = Field.NAME
        self.is_busy = False

    @property
    def member(self) -> StaffMember | None:
        """Who is signed in."""
        return self._session.member if self._session else None

    def sign_in(self, login: str, passphrase: str) -> None:
        """Check name and passphrase, and open the window if they belong together."""
        if self.is_busy or self._session:
            return
        words = self._words.sign_in
        if not login.strip():
            self._say(words.name_missing, Field.NAME)
        elif not passphrase:
            self._say(words.passphrase_missing, Field.PASSPHRASE)
        else:
            self.is_busy = True
            self._say("", Field.PASSPHRASE)
            self._spawner.spawn(self._check(login, passphrase), self._failed)

    def lock(self) -> None:
        """Hide everything at once; the record of the sign-out follows."""
        session, self._session = self._session, None
        if session is None:
            return
        self._say("", Field.NAME)
        self.locked.emit()
        self._spawner.spawn(self._sign_in.sign_out(session), self._not_recorded)

    async def _check(self, login: str, passphrase: str) -> None:
        try:
            self._session = await self._sign_in.sign_in(login, passphrase)
        finally:
            self.is_busy = False
        self._say("", Field.NAME)
        self.signed_in.emit()

    def _failed(self, error: Exception) -> None:
        self.is_busy = False
        words = self._words.sign_in
        if isinstance(error, SignInError):
            self._say(str(error), Field.PASSPHRASE)
            return
        said = words.failed.format(message=self._told(error))
        self._say(f"{said} {words.failed_remedy}", Field.PASSPHRASE)

    def _not_recorded(self, error: Exception) -> None:
        if self._session is None:
            form = self._words.sign_in.sign_out_not_recorded
            self._say(form.format(message=self._told(error)), Field.NAME)

    def _told(self, error: Exception) -> str:
        return str(error) if isinstance(error, LiloError) else self._words.problem.unexpected

    def _say(self, message: str, attention: Field) -> None:
        self.message, self.attention = message, attention
        self.changed.emit()
