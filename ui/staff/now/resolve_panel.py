"""What was it? Four outcomes and a note; R and a digit are enough."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.alerts import Outcome
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.wording.language import Language

_KEYS = {
    Qt.Key.Key_1: Outcome.HELPED,
    Qt.Key.Key_2: Outcome.TREATED,
    Qt.Key.Key_3: Outcome.REASSURED,
    Qt.Key.Key_4: Outcome.FALSE_ALARM,
}


class ResolvePanel(QFrame):
    """Asks for the outcome; none is chosen beforehand, so that none is recorded by habit.

    A digit chooses and, while there is no note, confirms at once. N goes to the note, Enter
    confirms, Escape leaves it.
    """

    confirmed = Signal(object, str)
    cancelled = Signal()

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("resolvePanel")
        self._words = language.words
        self._can_confirm = True
        self._is_closed = False
        words = language.words.resolve
        self._message = label(kind="warning", wraps=True)
        self._message.hide()
        self._choices: dict[Outcome, KeyButton] = {}
        group = QButtonGroup(self)
        row = QGridLayout()
        row.setSpacing(look.px(8))
        for at, outcome in enumerate(_KEYS.values()):
            choice = _Choice(f"{at + 1}   {language.words.outcomes[outcome]}")
            choice.setObjectName(f"outcome_{outcome}")
            group.addButton(choice)
            self._choices[outcome] = choice
            row.addWidget(choice, at // 2, at % 2)
        self.note = QLineEdit()
        self.note.setObjectName("note")
        self.note.setAccessibleName(words.note)
        self.note.setPlaceholderText(f"{words.note_hint} ({words.note_key})")
        self.note.setMaxLength(2000)
        self._confirm = KeyButton(words.confirm, "do", words.confirm_key)
        self._confirm.setObjectName("confirm")
        self._cancel = KeyButton(words.cancel, "", words.cancel_key)
        self._cancel.setObjectName("cancel")
        self._confirm.clicked.connect(self._on_confirm)
        self._cancel.clicked.connect(self._on_cancel)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(8))
        buttons.addWidget(self._confirm, 1)
        buttons.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(8), 0, 0)
        layout.setSpacing(look.px(8))
        layout.addWidget(label(words.heading, "strong"))
        layout.addWidget(self._message)
        layout.addLayout(row)
        layout.addWidget(self.note)
        layout.addLayout(buttons)

    @property
    def fields(self) -> Mapping[str, QWidget]:
        """What outlasts a lock: the outcomes and the note, by name."""
        return {"note": self.note} | {str(which): one for which, one in self._choices.items()}

    def begin(self) -> None:
        """Put the focus where the digits are heard."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, *, is_pending: bool, is_closed: bool) -> None:
        """Show whether the answer is being recorded, or came too late."""
        words = self._words.resolve
        self._can_confirm = not is_pending and not is_closed
        if is_closed is not self._is_closed:
            self._is_closed = is_closed
            set_text(self._message, words.closed_elsewhere if is_closed else "")
        self._confirm.setVisible(not is_closed)
        self._confirm.setEnabled(not is_pending)
        self._confirm.setText(words.busy if is_pending else words.confirm)
        self._cancel.setText(words.close if is_closed else words.cancel)
        self.note.setReadOnly(is_closed or is_pending)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear what the note field leaves over."""
        outcome = _KEYS.get(Qt.Key(event.key()))
        if outcome:
            self._choices[outcome].setChecked(True)
            self._choices[outcome].setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self.note.text().strip() and not event.isAutoRepeat():
                self._on_confirm()
        elif event.key() == Qt.Key.Key_N:
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self._on_confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_cancel()
        else:
            super().keyPressEvent(event)

    @property
    def _first(self) -> KeyButton:
        return next(iter(self._choices.values()))

    def _on_confirm(self) -> None:
        # Not by what is visible: quick fingers confirm before the panel has been painted.
        if not self._can_confirm:
            return
        chosen = [which for which, choice in self._choices.items() if choice.isChecked()]
        if chosen:
            set_text(self._message, "")
            self.confirmed.emit(chosen[0], self.note.text())
        else:
            set_text(self._message, self._words.resolve.choose_first)
            # Where a digit is heard and not written.
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_cancel(self) -> None:
        self.cancelled.emit()


class _Choice(KeyButton):
    """An outcome; Enter on it confirms the panel rather than pressing it again."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "choice")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the panel; arrows move among the outcomes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)
