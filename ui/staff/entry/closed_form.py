"""What stands in place of the sign-in form while the facility cannot be opened."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.staff.live.waiting import WaitingModel
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import label, set_text, yield_focus
from ui.staff.look.style import Look
from ui.staff.wording.language import Language


class ClosedForm(QWidget):
    """Says what happened, why, and what to do; and what is known of calls in the meantime."""

    def __init__(self, waiting: WaitingModel, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("closed")
        self._waiting = waiting
        self._problem = ""
        self._words = words = language.words.closed
        self._silence_words = language.words.now
        self._heading = label(words.opening, "hero", wraps=True)
        self._heading.setObjectName("closedHeading")
        self._message = label(words.opening_more, "quote", wraps=True)
        self._message.setObjectName("closedMessage")
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._remedy = label(kind="strong", wraps=True)
        self._remedy.setObjectName("closedRemedy")
        self._remedy.hide()
        self._calls = label(words.calls, "strong")
        self._explained = label(kind="secondary", wraps=True)
        self._explained.setObjectName("closedCalls")
        self._silence = KeyButton(language.words.now.silence)
        self._silence.setObjectName("silence")
        self._silence.clicked.connect(self._on_silence)
        px = look.px
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self._heading)
        column.addWidget(self._message)
        column.addWidget(self._remedy)
        column.addSpacing(px(26))
        column.addWidget(self._calls)
        column.addWidget(self._explained)
        column.addWidget(self._silence, 0, Qt.AlignmentFlag.AlignLeft)
        holder = QWidget()
        holder.setMaximumWidth(px(560))
        holder.setLayout(column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(40), px(24), px(40), px(24))
        layout.addStretch(3)
        layout.addWidget(holder)
        layout.addStretch(4)
        waiting.changed.connect(self._show)
        self._show()

    def fail(self, message: str, remedy: str) -> None:
        """Say why the facility cannot be opened, and what to do."""
        self._heading.setText(self._words.heading)
        self._message.setText(message)
        set_text(self._remedy, remedy)

    def show_problem(self, message: str) -> None:
        """Say that kept calls cannot be read, or nothing."""
        self._problem = message
        self._show()

    def _show(self) -> None:
        calls = self._waiting.room_calls
        explained = self._words.calls_explained if calls else self._words.no_calls
        if self._problem:
            explained = self._words.calls_unread.format(message=self._problem)
        self._explained.setText(explained)
        is_silent = all(call.is_silenced for call in calls)
        if is_silent:
            yield_focus(self._silence)
        self._silence.setVisible(bool(calls))
        self._silence.setEnabled(not is_silent)
        words = self._silence_words
        self._silence.setText(words.silenced if is_silent else words.silence)

    def _on_silence(self) -> None:
        self._waiting.silence(*self._waiting.room_calls)
