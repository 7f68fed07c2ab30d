"""The form for signing in."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.staff.entry.session import Field, Session
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import label, yield_focus
from ui.staff.look.style import Look
from ui.staff.wording.language import Language


class SignInForm(QWidget):
    """Name and passphrase; Enter goes on to what is missing, then signs in."""

    def __init__(self, session: Session, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("signIn")
        self._session = session
        self._words = words = language.words.sign_in
        self._name = QLineEdit()
        self._name.setObjectName("name")
        self._name.setAccessibleName(words.name)
        self._name.setPlaceholderText(words.name_hint)
        self._passphrase = QLineEdit()
        self._passphrase.setObjectName("passphrase")
        self._passphrase.setAccessibleName(words.passphrase)
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._button = KeyButton(words.button, "do", language.words.now.going_key)
        self._button.setObjectName("signInButton")
        self._message = label(kind="error", wraps=True)
        self._message.setObjectName("message")
        self._button.clicked.connect(self._on_sign_in)
        form = QVBoxLayout()
        form.setSpacing(look.px(6))
        form.addWidget(label(words.heading, "hero"))
        form.addSpacing(look.px(18))
        form.addWidget(_naming(words.name, self._name))
        form.addWidget(self._name)
        form.addSpacing(look.px(10))
        form.addWidget(_naming(words.passphrase, self._passphrase))
        form.addWidget(self._passphrase)
        form.addSpacing(look.px(16))
        form.addWidget(self._button)
        form.addSpacing(look.px(8))
        # Its room is kept, so that nothing jumps when something must be said.
        self._message.setMinimumHeight(look.px(66))
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        form.addWidget(self._message)
        holder = QWidget()
        holder.setMaximumWidth(look.px(360))
        holder.setLayout(form)
        form.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.px(24), 0, look.px(24), 0)
        layout.addStretch(3)
        middle = QHBoxLayout()
        middle.addWidget(holder)
        layout.addLayout(middle)
        layout.addStretch(4)
        session.changed.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the name, with nothing left over from whoever was here before."""
        super().showEvent(event)
        self._passphrase.setText("")
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget who was here."""
        # Not clear(): that could be undone by whoever comes next.
        self._name.setText("")
        self._passphrase.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sign in on Enter, or go on to the passphrase."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self._name.hasFocus() and self._name.text().strip() and not self._passphrase.text():
            self._passphrase.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._on_sign_in()

    def _show(self) -> None:
        session = self._session
        if session.is_busy:
            yield_focus(self._button)
        self._button.setEnabled(not session.is_busy)
        self._button.setText(self._words.busy if session.is_busy else self._words.button)
        if session.message == self._message.text():
            return
        self._message.setText(session.message)
        self._message.setAccessibleName(session.message)
        if session.message and self.isVisible():
            wrong = self._name if session.attention is Field.NAME else self._passphrase
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            wrong.selectAll()

    def _on_sign_in(self) -> None:
        self._session.sign_in(self._name.text(), self._passphrase.text())


def _naming(text: str, field: QLineEdit) -> QWidget:
    made = label(text, "strong")
    made.setBuddy(field)
    return made
