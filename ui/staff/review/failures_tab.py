"""What a language model or a message failed at."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.alerts.notification import NotificationId
from app.clock import Clock
from app.identity import Permission
from ui.staff.look.page_frame import Card
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.outside.dead_rows import DeadRows
from ui.staff.outside.outside_model import OutsideModel
from ui.staff.outside.outside_view import dead_of
from ui.staff.review.doubts_model import DoubtsModel
from ui.staff.review.doubts_view import failure_lines
from ui.staff.wording.language import Language


class FailuresTab(QWidget):
    """Two lists; messages can be sent again from here, as on their own page."""

    def __init__(
        self,
        model: DoubtsModel,
        outside: OutsideModel,
        clock: Clock,
        language: Language,
        look: Look,
    ) -> None:
        super().__init__()
        self._model, self._outside, self._clock = model, outside, clock
        self._language = language
        words = language.words.unclear
        self._models = label(wraps=True)
        self._models.setObjectName("modelFailures")
        models = Card(words.models, look)
        models.body.addWidget(self._models)
        self._messages = label(kind="secondary", wraps=True)
        self._rows = DeadRows(language, look)
        self._rows.again.connect(self._on_again)
        messages = Card(words.messages, look)
        messages.body.addWidget(self._messages)
        messages.body.addWidget(self._rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(12), 0, 0)
        layout.setSpacing(look.px(12))
        layout.addWidget(label(words.failures_explained, "secondary", wraps=True))
        layout.addWidget(models)
        layout.addWidget(messages)
        layout.addStretch()
        model.changed.connect(self._show)
        outside.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read for whoever looks."""
        super().showEvent(event)
        self._model.refresh()
        self._outside.refresh()

    def _show(self) -> None:
        model, outside, now = self._model, self._outside, self._clock()
        words = self._language.words
        if model.failures is None:
            said = words.unclear.unread if model.problem else words.desk.reading
        else:
            lines = failure_lines(model.failures, now, self._language)
            said = "\n".join(lines) or words.unclear.models_none
        set_text(self._models, said)
        dead = outside.dead or ()
        if not model.allows(Permission.SEE_MESSAGES):
            told = words.unclear.messages_closed
        elif outside.dead is None:
            told = words.desk.reading
        else:
            told = "" if dead else words.unclear.messages_none
        set_text(self._messages, told)
        self._rows.show_messages(
            [dead_of(one, now, self._language) for one in dead], outside.is_pending
        )

    def _on_again(self, message_id: NotificationId) -> None:
        self._outside.send_again(message_id)
