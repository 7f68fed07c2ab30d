"""What was it? Three verdicts, how grave, and a note; a digit and Enter are enough."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.safety import Level
from app.safety.review import Verdict
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import label, set_text, yield_focus
from ui.staff.look.style import Look
from ui.staff.wording.language import Language

_Member = TypeVar("_Member")

_LARGE = 1.4
"""From this text scale on there is no room for buttons abreast."""

_VERDICTS = {
    Qt.Key.Key_1: Verdict.DANGER,
    Qt.Key.Key_2: Verdict.NOT_DANGER,
    Qt.Key.Key_3: Verdict.UNSURE,
}
_LEVELS = {
    Qt.Key.Key_4: Level.MODERATE,
    Qt.Key.Key_5: Level.ELEVATED,
    Qt.Key.Key_6: Level.URGENT,
    Qt.Key.Key_7: Level.IMMEDIATE,
}


class VerdictForm(QWidget):
    """Nothing is chosen beforehand: Enter alone records nothing."""

    confirmed = Signal(object, object, str)

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        words = language.words.review
        self._words = words
        self._verdicts = QButtonGroup(self)
        self._verdicts.setExclusive(True)
        self._levels = QButtonGroup(self)
        self._levels.setExclusive(True)
        # Below one another where the text is large.
        top = QVBoxLayout() if look.scale > _LARGE else QHBoxLayout()
        top.setSpacing(look.px(8))
        self._level_row = QWidget()
        row = QGridLayout(self._level_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        abreast = 1 if look.scale > _LARGE else 2
        for at, verdict in enumerate(_VERDICTS.values()):
            button = _choice(f"{at + 1}   {language.words.verdicts[verdict]}", verdict)
            self._verdicts.addButton(button, at)
            top.addWidget(button, 1)
        row.addWidget(label(words.level_question, "secondary", wraps=True), 0, 0, 1, abreast)
        for at, level in enumerate(_LEVELS.values()):
            button = _choice(f"{at + 4}   {language.words.level(level)}", level.label)
            self._levels.addButton(button, at)
            row.addWidget(button, 1 + at // abreast, at % abreast)
        self.note = QLineEdit()
        self.note.setObjectName("reviewNote")
        self.note.setAccessibleName(words.note)
        self.note.setPlaceholderText(words.note_hint)
        self.note.setMaxLength(2000)
        self._record = KeyButton(words.record, "do", words.record_key)
        self._record.setObjectName("record")
        self._record.clicked.connect(self._on_record)
        self._problem = label(kind="warning", wraps=True)
        self._problem.setObjectName("reviewProblem")
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(8), 0, 0)
        layout.setSpacing(look.px(8))
        layout.addWidget(label(words.question, "strong"))
        layout.addLayout(top)
        layout.addWidget(self._level_row)
        layout.addWidget(self.note)
        layout.addWidget(self._record)
        layout.addWidget(self._problem)
        self._verdicts.idToggled.connect(self._on_toggled)
        self.clear()

    @property
    def verdict(self) -> Verdict | None:
        """What is chosen, or None."""
        return _of(self._verdicts, list(_VERDICTS.values()))

    @property
    def level(self) -> Level | None:
        """How grave, for a danger, where that was chosen."""
        chosen = _of(self._levels, list(_LEVELS.values()))
        return chosen if self.verdict is Verdict.DANGER else None

    def clear(self) -> None:
        """Begin anew: nothing is chosen, and nothing is written."""
        for group in (self._verdicts, self._levels):
            group.setExclusive(False)
            for button in group.buttons():
                button.setChecked(False)
            group.setExclusive(True)
        # Not clear(): that could be undone by whoever comes next.
        self.note.setText("")
        self._on_toggled()

    def show_state(self, *, is_recording: bool, problem: str) -> None:
        """Show whether the verdict is being recorded, or why it was not."""
        if is_recording:
            yield_focus(self._record)
        self._record.setText(self._words.recording if is_recording else self._words.record)
        self.note.setReadOnly(is_recording)
        self._record.setEnabled(not is_recording and self.verdict is not None)
        set_text(self._problem, problem)

    def hear(self, event: QKeyEvent) -> bool:
        """Act on a digit or Enter; return whether it was one."""
        key = Qt.Key(event.key())
        if key in _VERDICTS:
            self._verdicts.button(list(_VERDICTS).index(key)).setChecked(True)
        elif key in _LEVELS and self.verdict is Verdict.DANGER:
            self._levels.button(list(_LEVELS).index(key)).setChecked(True)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self._on_record()
        else:
            return False
        return True

    def _on_toggled(self) -> None:
        is_danger = self.verdict is Verdict.DANGER
        if not is_danger:
            yield_focus(self._level_row)
        self._level_row.setVisible(is_danger)
        self._record.setEnabled(self.verdict is not None)

    def _on_record(self) -> None:
        if self.verdict is not None:
            self.confirmed.emit(self.verdict, self.level, self.note.text())


class _Choice(KeyButton):
    """A verdict; Enter on it records it rather than pressing it again."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the page."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _choice(text: str, name: str) -> _Choice:
    made = _Choice(text, "choice")
    made.setObjectName(f"verdict_{name}")
    made.setCheckable(True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def _of(group: QButtonGroup, members: Sequence[_Member]) -> _Member | None:
    at = group.checkedId()
    return members[at] if at >= 0 else None
