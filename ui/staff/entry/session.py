"""Who sits at this screen: signing in, a new passphrase, and locking."""

from dataclasses import replace
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from app.errors import LiloError
from app.identity import OwnSecrets, SignIn, SignInError, StaffMember, StaffSession
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
        is_choosing: somebody is signed in and must, or wants to, choose a passphrase first.

    Signals:
        signed_in: the pages may be shown.
        hidden: the pages are hidden while somebody who stays signed in chooses a passphrase.
        locked: nobody is signed in any more.
        signed_out: the same, and not because nobody touched anything: they will not go on here.
    """

    changed = Signal()
    signed_in = Signal()
    hidden = Signal()
    locked = Signal()
    signed_out = Signal()

    def __init__(
        self,
        sign_in: SignIn,
        spawner: Spawner,
        words: StaffWords,
        parent: QObject,
        *,
        own_secrets: OwnSecrets | None = None,
        station: str = "",
    ) -> None:
        super().__init__(parent)
        self._sign_in = sign_in
        self._own_secrets = own_secrets
        self._station = station
        self._spawner = spawner
        self._words = words
        self._session: StaffSession | None = None
        self.message = ""
        self.attention = Field.NAME
        self.is_busy = False
        self.is_choosing = False

    @property
    def member(self) -> StaffMember | None:
        """Who is signed in."""
        return self._session.member if self._session else None

    @property
    def held(self) -> StaffSession | None:
        """The session that every service is asked with; None while nobody may do anything."""
        return None if self.is_choosing else self._session

    @property
    def chooses_pin(self) -> bool:
        """Whether it is a PIN that must be chosen; a passphrase goes first."""
        session = self._session
        return session is not None and session.must_change_pin and not session.must_change

    @property
    def can_choose(self) -> bool:
        """Whether a passphrase can be chosen here."""
        return self._own_secrets is not None

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

    def choose(self, old: str, new: str, again: str) -> None:
        """Take a new passphrase in place of the present one, then go on."""
        if self.is_busy or not self._session or not self._own_secrets:
            return
        if new != again:
            words = self._words.sign_in
            said = words.pin.not_the_same if self.chooses_pin else words.not_the_same
            self._say(said, Field.PASSPHRASE)
            return
        self.is_busy = True
        self._say("", Field.PASSPHRASE)
        work = self._choose(self._own_secrets, self._session, old, new)
        self._spawner.spawn(work, self._failed)

    def begin_choosing(self) -> None:
        """Let who is signed in choose another passphrase; the pages are hidden meanwhile."""
        if self._session and self._own_secrets:
            self.is_choosing = True
            self._say("", Field.PASSPHRASE)
            self.hidden.emit()

    def stop_choosing(self) -> None:
        """Go back to the pages, or to the sign-in where a new passphrase is due."""
        if self._session and not _is_due(self._session):
            self.is_choosing = False
            self._say("", Field.NAME)
            self.signed_in.emit()
        else:
            self.lock()

    def lock(self, by: str = "lock", *, keeps: bool = False) -> None:
        """Hide everything at once; the record of the sign-out follows.

        Args:
            by: "lock", "idle", or "over" for a session that was ended elsewhere.
            keeps: what they had typed is kept for them.
        """
        session, self._session = self._session, None
        self.is_choosing = False
        if session is None:
            return
        words = self._words.sign_in
        told = {"idle": words.locked_idle, "over": words.locked_over}
        said = told.get(by, "")
        self._say(f"{said} {words.locked_kept}" if keeps else said, Field.NAME)
        self.locked.emit()
        if by != "idle":
            self.signed_out.emit()
        self._spawner.spawn(self._sign_in.sign_out(session, by), self._not_recorded)

    async def _check(self, login: str, passphrase: str) -> None:
        try:
            self._session = await self._sign_in.sign_in(login, passphrase, self._station)
        finally:
            self.is_busy = False
        self.is_choosing = _is_due(self._session) and self.can_choose
        self._say("", Field.NAME)
        if not self.is_choosing:
            self.signed_in.emit()

    async def _choose(self, secrets: OwnSecrets, session: StaffSession, old: str, new: str) -> None:
        is_pin = self.chooses_pin
        try:
            if is_pin:
                await secrets.change_pin(session, old, new)
            else:
                await secrets.change_passphrase(session, old, new)
        finally:
            self.is_busy = False
        if self._session is session:
            due = session.must_change_pin and not is_pin
            self._session = replace(session, must_change=False, must_change_pin=due)
            self.is_choosing = due
            self._say("", Field.NAME)
            if not due:
                self.signed_in.emit()

    def _failed(self, error: Exception) -> None:
        self.is_busy = False
        words = self._words.sign_in
        if isinstance(error, SignInError) or self.is_choosing:
            self._say(self._told(error), Field.PASSPHRASE)
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


def _is_due(session: StaffSession) -> bool:
    return session.must_change or session.must_change_pin
