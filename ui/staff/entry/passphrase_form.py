"""The form for choosing one's own passphrase."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.staff.entry.session import Session
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import label
from ui.staff.look.style import Look
from ui.staff.wording.language import Language


class PassphraseForm(QWidget):
    """The present passphrase, and the new one twice; Enter goes on, Esc leaves it."""

    def __init__(self, session: Session, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("choosePassphrase")
        self._session = session
        self._words = words = language.words.sign_in
        self._fields = [
            self._field("oldPassphrase"),
            self._field("newPassphrase"),
            self._field("newAgain"),
        ]
        self._message = label(kind="error", wraps=True)
        self._message.setObjectName("passphraseMessage")
        self._message.setMinimumHeight(look.px(66))
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        choose = KeyButton(words.choose, "do", language.words.now.going_key)
        choose.setObjectName("choose")
        choose.clicked.connect(self._on_choose)
        leave = KeyButton(words.leave, key=language.words.resolve.cancel_key)
        leave.clicked.connect(session.stop_choosing)
        form = QVBoxLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(look.px(6))
        self._heading = label(kind="hero", wraps=True)
        self._explained = label(kind="secondary", wraps=True)
        form.addWidget(self._heading)
        form.addWidget(self._explained)
        self._namings = []
        for field in self._fields:
            form.addSpacing(look.px(8))
            naming = label(kind="strong")
            naming.setBuddy(field)
            self._namings.append(naming)
            form.addWidget(naming)
            form.addWidget(field)
        form.addSpacing(look.px(14))
        buttons = QHBoxLayout()
        buttons.addWidget(choose, 1)
        buttons.addWidget(leave)
        form.addLayout(buttons)
        form.addWidget(self._message)
        holder = QWidget()
        holder.setMaximumWidth(look.px(380))
        holder.setLayout(form)
        middle = QHBoxLayout()
        middle.addWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.px(24), 0, look.px(24), 0)
        layout.addStretch(3)
        layout.addLayout(middle)
        layout.addStretch(4)
        session.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with empty fields."""
        super().showEvent(event)
        self.clear()
        self._fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep nothing of what somebody typed before they went."""
        super().hideEvent(event)
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to what is empty on Enter, then choose; leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._session.stop_choosing()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            empty = next((field for field in self._fields if not field.text()), None)
            if empty is not None:
                empty.setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self._on_choose()
        else:
            super().keyPressEvent(event)

    def clear(self) -> None:
        """Keep nothing that was typed."""
        for field in self._fields:
            field.setText("")

    def _field(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(name)
        made.setEchoMode(QLineEdit.EchoMode.Password)
        return made

    def _name_parts(self) -> None:
        words = self._words
        heading, explained = words.choose_heading, words.choose_explained
        said = (words.old_passphrase, words.new_passphrase, words.new_again)
        if self._session.chooses_pin:
            heading, explained = words.pin.heading, words.pin.explained
            said = (words.pin.old, words.pin.new, words.new_again)
        self._explained.setText(explained)
        if self._heading.text() == heading:
            return
        # What was typed was for the other one.
        self.clear()
        self._heading.setText(heading)
        for field, naming, name in zip(self._fields, self._namings, said, strict=True):
            naming.setText(name)
            field.setAccessibleName(name)

    def _show(self) -> None:
        self._name_parts()
        if self._session.message != self._message.text():
            self._message.setText(self._session.message)
            self._message.setAccessibleName(self._session.message)

    def _on_choose(self) -> None:
        self._session.choose(*(field.text() for field in self._fields))
