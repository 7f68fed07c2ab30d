"""What became of the last action, and the way to take it back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import News
from ui.staff.look.style import Look
from ui.staff.page_model import PageModel
from ui.staff.wording.language import Language


class NewsBar(QWidget):
    """Says it above a page; Ctrl+Z or the button beside it takes it back while that can be done.

    Args:
        model: whose news it is.
        page: where Ctrl+Z counts; a field that is written in keeps it for itself.
    """

    def __init__(self, model: PageModel, page: QWidget, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        self._language = language
        words = language.words.undo
        self._news = News()
        self._undo = KeyButton(words.undo, key=words.hint)
        self._undo.setObjectName("undo")
        self._undo.clicked.connect(model.undo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(10))
        layout.addWidget(self._news, 1)
        layout.addWidget(self._undo)
        self._back = back = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), page)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(model.undo)
        model.changed.connect(self.show_news)
        self.show_news()

    def show_news(self) -> None:
        """Say it, or be silent."""
        model, words = self._model, self._language.words
        problem = model.problem and words.desk.unread.format(message=model.problem)
        self._news.tell(model.notice or problem, is_good=model.is_good and bool(model.notice))
        self._undo.setVisible(model.can_undo)
        # Only then: two of them on one page would stand in each other's way.
        self._back.setEnabled(model.can_undo)
        self.setVisible(bool(model.notice or problem))
