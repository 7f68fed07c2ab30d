"""What is seen before the pages: who waits at the left, the way in at the right."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.staff.entry.closed_form import ClosedForm
from ui.staff.entry.passphrase_form import PassphraseForm
from ui.staff.entry.session import Session
from ui.staff.entry.sign_in_form import SignInForm
from ui.staff.entry.waiting_board import WaitingBoard
from ui.staff.live.waiting import WaitingModel
from ui.staff.look.style import Look
from ui.staff.wording.language import Language


class EntryPage(QWidget):
    """The waiting board with the form that fits: closed until the facility has been opened."""

    def __init__(self, waiting: WaitingModel, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("entry")
        self._language = language
        self._look = look
        self.board = WaitingBoard(waiting, language, look)
        self.closed = ClosedForm(waiting, language, look)
        self._form: SignInForm | None = None
        self._choosing: PassphraseForm | None = None
        self._session: Session | None = None
        self._forms = QStackedWidget()
        self._forms.addWidget(self.closed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.board, 3)
        layout.addWidget(self._forms, 2)

    def open(self, session: Session) -> None:
        """Let people sign in."""
        for old in (self._form, self._choosing):
            if old:
                self._forms.removeWidget(old)
                old.deleteLater()
        self._session = session
        self._form = SignInForm(session, self._language, self._look)
        self._choosing = PassphraseForm(session, self._language, self._look)
        self._forms.addWidget(self._form)
        self._forms.addWidget(self._choosing)
        self._forms.setCurrentWidget(self._form)
        session.changed.connect(self._follow)

    def close_with(self, message: str, remedy: str) -> None:
        """Say why nobody can sign in."""
        self.closed.fail(message, remedy)
        self._forms.setCurrentWidget(self.closed)

    def clear(self) -> None:
        """Forget who was here."""
        if self._form:
            self._form.clear()
        if self._choosing:
            self._choosing.clear()

    def _follow(self) -> None:
        if self._session and self._form and self._choosing:
            wanted = self._choosing if self._session.is_choosing else self._form
            if self._forms.currentWidget() in {self._form, self._choosing}:
                self._forms.setCurrentWidget(wanted)

    def tick(self, now: datetime) -> None:
        """Show the time that has passed."""
        self.board.tick(now)
