"""What Lilo remembers of a resident: seen, put right, forgotten."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.identity import Permission
from app.memory import Memory
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import Card, row_of, share_height
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.look.table import Table
from ui.staff.residents.residents_model import ResidentsModel
from ui.staff.residents.residents_view import doubt_lines, memory_rows
from ui.staff.wording.language import Language


class MemoryTab(QWidget):
    """Read only when it is looked at, since every reading is noted."""

    def __init__(self, model: ResidentsModel, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        self._language = language
        self._is_sure = False
        words = language.words.resident_pages
        headings = (words.kind, words.heard, words.words)
        self._table = Table("memories", words.remembered, headings, look)
        self._table.setMinimumHeight(look.px(240))
        self._table.chosen.connect(self._on_chosen)
        self._state = label(kind="secondary", wraps=True)
        self._text = QLineEdit()
        self._text.setObjectName("memoryText")
        self._text.setAccessibleName(words.correct_hint)
        self._text.setPlaceholderText(words.correct_hint)
        self._correct = KeyButton(words.correct, "do")
        self._correct.setObjectName("correctMemory")
        self._correct.clicked.connect(self._on_correct)
        self._delete = KeyButton(words.delete, "danger")
        self._delete.setObjectName("deleteMemory")
        self._delete.clicked.connect(self._on_delete)
        card = Card(words.remembered, look)
        card.body.addWidget(self._state)
        self._choose = label(words.choose_memory, "secondary", wraps=True)
        card.body.addWidget(self._table)
        card.body.addWidget(self._choose)
        card.body.addLayout(
            row_of(look, self._text, self._correct, self._delete, stretched=(self._text,))
        )
        self._warning = label(kind="warning", wraps=True)
        card.body.addWidget(self._warning)
        doubts = Card(words.doubts, look)
        self._doubts = label(wraps=True)
        self._settle = KeyButton(words.settle)
        self._settle.setObjectName("settleDoubts")
        self._settle.clicked.connect(model.settle)
        doubts.body.addWidget(self._doubts)
        doubts.body.addLayout(row_of(look, self._settle))
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(12), 0, 0)
        layout.setSpacing(look.px(14))
        layout.addWidget(card)
        layout.addWidget(doubts)
        layout.addStretch()

    def showEvent(self, event: QShowEvent) -> None:
        """Read for whoever looks."""
        super().showEvent(event)
        self._look_if_new()

    def show_record(self) -> None:
        """Show what was read, or nothing."""
        model, words = self._model, self._language.words
        memories, doubts = model.memories, model.doubts
        self._table.show_rows(memory_rows(memories or (), self._language))
        self._table.setVisible(bool(memories))
        share_height(self._column, is_full=bool(memories))
        self._choose.setVisible(bool(memories) and self._memory is None)
        may_read = model.allows(Permission.READ_MEMORIES)
        if not may_read:
            said = words.desk.refused
        elif memories is None:
            said = words.desk.reading if model.opened else ""
        else:
            said = "" if memories else words.resident_pages.remembered_none
        set_text(self._state, said)
        lines = doubt_lines(doubts or (), self._language)
        set_text(self._doubts, "\n".join(lines) or words.resident_pages.doubts_none)
        may = model.allows(Permission.CHANGE_MEMORIES) and not model.is_busy
        self._settle.setEnabled(may and bool(lines))
        for part in (self._text, self._correct, self._delete):
            part.setEnabled(may and self._memory is not None)
        sure = self._is_sure and self._memory is not None
        set_text(self._warning, words.undo.sure if sure else "")
        if self.isVisible():
            self._look_if_new()

    @property
    def _memory(self) -> Memory | None:
        key = self._table.key
        return next((one for one in self._model.memories or () if str(one.id) == key), None)

    def _look_if_new(self) -> None:
        model = self._model
        is_new = model.memories is None and model.opened is not None and not model.problem
        if is_new and model.allows(Permission.READ_MEMORIES):
            model.look_at_memories()

    def _on_chosen(self, _key: str) -> None:
        self._is_sure = False
        memory = self._memory
        self._text.setText(memory.text if memory else "")
        self.show_record()

    def _on_correct(self) -> None:
        if memory := self._memory:
            self._model.correct(memory.id, self._text.text())

    def _on_delete(self) -> None:
        # What is forgotten cannot be brought back: it takes a second press.
        if not self._is_sure:
            self._is_sure = True
            self.show_record()
            return
        self._is_sure = False
        if memory := self._memory:
            self._model.delete(memory.id)
