"""Notes about reminders, beside the alerts: quiet, and gone with one press."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import ElidedLabel, label, set_text, yield_focus
from ui.staff.look.style import Look
from ui.staff.now.reminders_model import SHOWN, ReminderNoticeView, RemindersModel
from ui.staff.wording.language import Language


class ReminderPanel(QFrame):
    """The notes that stand; where there is none, nothing."""

    def __init__(self, model: RemindersModel, language: Language, look: Look) -> None:
        super().__init__()
        words = language.words.reminders
        self.setObjectName("panel")
        self.setAccessibleName(words.heading)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._model = model
        self._more_form = words.more
        inside = QVBoxLayout(self)
        inside.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(16))
        inside.setSpacing(look.px(10))
        inside.addWidget(label(words.heading, "strong"))
        self._rows = [_Row(words.seen, look) for _ in range(SHOWN)]
        for row in self._rows:
            inside.addWidget(row)
            row.button.clicked.connect(lambda _=False, row=row: self._on_seen(row))
        self._more = label(kind="secondary")
        inside.addWidget(self._more)
        model.changed.connect(self._show)
        self._show()

    def _on_seen(self, row: "_Row") -> None:
        if row.notice is not None:
            yield_focus(row.button)
            row.button.setEnabled(False)
            self._model.seen(row.notice)

    def _show(self) -> None:
        notices = self._model.notices
        self.setVisible(bool(notices))
        for at, row in enumerate(self._rows):
            row.show_notice(notices[at] if at < len(notices) else None)
        count = self._model.more
        set_text(self._more, self._more_form.of(count) if count else "")


class _Row(QWidget):
    """One note, and the button that it was seen by."""

    def __init__(self, seen: str, look: Look) -> None:
        super().__init__()
        self.notice: ReminderNoticeView | None = None
        self._seen = seen
        self._who, self._line = label(kind="strong", wraps=True), label(wraps=True)
        self._title = ElidedLabel("secondary")
        self.button = KeyButton(seen)
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        for each in (self._who, self._line, self._title):
            words.addWidget(each)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(12))
        row.addLayout(words, 1)
        row.addWidget(self.button)

    def show_notice(self, notice: ReminderNoticeView | None) -> None:
        """Show a note, or nothing."""
        if notice != self.notice:
            self.button.setEnabled(True)
        self.notice = notice
        self.setVisible(notice is not None)
        # Nothing of a note that is gone stays in a label, hidden or not.
        self._who.setText(notice.who if notice else "")
        self._line.setText(notice.line if notice else "")
        self._title.set_whole(notice.title if notice else "")
        name = f"{self._seen}: {notice.who}. {notice.line}" if notice else self._seen
        self.button.setAccessibleName(name)
