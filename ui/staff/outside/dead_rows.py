"""Messages that were given up, one below the other; each can be sent again."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.alerts.notification import NotificationId
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import label, set_text, yield_focus
from ui.staff.look.style import Look
from ui.staff.outside.outside_view import DeadView
from ui.staff.wording.language import Language


class DeadRows(QWidget):
    """Keeps the row that somebody is at while others come and go.

    Signals:
        again: the id of one that is to be sent again.
    """

    again = Signal(object)

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self._language = language
        self._look = look
        self._rows: dict[NotificationId, _DeadRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(8))

    def show_messages(
        self, views: Sequence[DeadView], is_pending: Callable[[NotificationId], bool]
    ) -> None:
        """Show them."""
        for gone in [known for known in self._rows if known not in {view.id for view in views}]:
            row = self._rows.pop(gone)
            yield_focus(row)
            self._column.removeWidget(row)
            # Emptied as well: what is to be deleted lives on for a while.
            row.show_message(DeadView(gone, "", ""), is_pending=True)
            row.hide()
            row.deleteLater()
        for at, view in enumerate(views):
            row = self._rows.get(view.id) or self._made(view, at)
            row.show_message(view, is_pending=is_pending(view.id))

    def _made(self, view: DeadView, at: int) -> "_DeadRow":
        row = _DeadRow(view.id, self._language, self._look)
        row.again.connect(self.again)
        self._rows[view.id] = row
        self._column.insertWidget(at, row)
        return row


class _DeadRow(QFrame):
    """One message that was given up."""

    again = Signal(object)

    def __init__(self, message_id: NotificationId, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("listed")
        self._id = message_id
        self._words = language.words.messages
        self._title = label(kind="strong", wraps=True)
        self._detail = label(kind="secondary", wraps=True)
        self._again = KeyButton(self._words.send_again)
        self._again.setObjectName("sendAgain")
        self._again.clicked.connect(self._on_again)
        said = QVBoxLayout()
        said.setSpacing(look.px(2))
        said.addWidget(self._title)
        said.addWidget(self._detail)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.px(20), look.px(12), look.px(20), look.px(12))
        layout.setSpacing(look.px(16))
        layout.addLayout(said, 1)
        layout.addWidget(self._again)

    def show_message(self, view: DeadView, *, is_pending: bool) -> None:
        """Show the message as it stands."""
        set_text(self._title, view.title)
        set_text(self._detail, view.detail)
        if is_pending:
            yield_focus(self._again)
        self._again.setEnabled(not is_pending)
        self._again.setText(self._words.sending if is_pending else self._words.send_again)
        self._again.setAccessibleName(f"{self._words.send_again}. {view.title}. {view.detail}")

    def _on_again(self) -> None:
        self.again.emit(self._id)
