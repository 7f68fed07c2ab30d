"""Memories that Lilo did not understand: read, taken off, or put right in the record."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clock import Clock
from app.identity import Permission
from app.ids import ResidentId
from ui.staff.look.key_button import KeyButton
from ui.staff.look.news_bar import NewsBar
from ui.staff.look.page_frame import Card, row_of
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.look.table import Table
from ui.staff.review.doubts_model import DoubtsModel
from ui.staff.review.doubts_view import doubt_rows
from ui.staff.wording.language import Language


class DoubtsTab(QWidget):
    """Of every resident, the oldest first. Read only when it is looked at: that is noted.

    Args:
        open_record: shows the record of a resident.
    """

    def __init__(
        self,
        model: DoubtsModel,
        open_record: Callable[[ResidentId], None],
        clock: Clock,
        language: Language,
        look: Look,
    ) -> None:
        super().__init__()
        self._model, self._clock, self._language = model, clock, language
        self._open_record = open_record
        words = language.words.unclear
        self._state = label(kind="strong", wraps=True)
        self._more = label(words.doubts_none_more, "secondary", wraps=True)
        headings = (words.who, words.when, words.words, words.why)
        self._table = Table("memoryDoubts", words.doubts_explained, headings, look, grows=True)
        self._table.chosen.connect(lambda _key: self._show())
        self._whole = label(kind="quote", wraps=True)
        self._whole.setObjectName("doubtWords")
        self._settle = KeyButton(words.read_chosen, "do")
        self._settle.setObjectName("settleDoubt")
        self._settle.clicked.connect(self._on_settle)
        self._open = KeyButton(words.open_record)
        self._open.setObjectName("openDoubtful")
        self._open.clicked.connect(self._on_open)
        self._hint = label(words.choose_one, "secondary", wraps=True)
        card = Card(words.doubts_explained, look)
        for part in (self._state, self._more, self._table, self._whole, self._hint):
            card.body.addWidget(part)
        card.body.addLayout(row_of(look, self._settle, self._open))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(12), 0, 0)
        layout.setSpacing(look.px(12))
        layout.addWidget(NewsBar(model, self, language, look))
        layout.addWidget(card)
        layout.addStretch()
        model.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read for whoever looks."""
        super().showEvent(event)
        self._model.refresh()

    def _show(self) -> None:
        model, words = self._model, self._language.words
        doubts = model.doubts
        rows = doubt_rows(doubts or (), model.people, self._clock(), self._language)
        self._table.show_rows(rows)
        self._table.setVisible(bool(rows))
        if not model.allows(Permission.READ_MEMORIES):
            said = words.desk.refused
        elif doubts is None:
            said = words.desk.reading
        else:
            said = "" if rows else words.unclear.doubts_none
        set_text(self._state, said)
        self._more.setVisible(doubts == ())
        doubt = model.doubt(self._table.key)
        set_text(self._whole, doubt.said if doubt else "")
        self._hint.setVisible(bool(rows) and doubt is None)
        may = model.allows(Permission.CHANGE_MEMORIES) and not model.is_busy
        for part in (self._settle, self._open):
            part.setVisible(bool(rows))
        self._settle.setEnabled(may and doubt is not None)
        self._open.setEnabled(doubt is not None)

    def _on_settle(self) -> None:
        if doubt := self._model.doubt(self._table.key):
            self._model.settle(doubt)

    def _on_open(self) -> None:
        if doubt := self._model.doubt(self._table.key):
            self._open_record(doubt.resident_id)
