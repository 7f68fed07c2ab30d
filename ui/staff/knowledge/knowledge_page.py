"""The Knowledge page: documents, and what may be done with the chosen one."""

from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from app.clock import Clock
from app.identity import Permission
from app.knowledge import KnowledgeDocument
from ui.staff.knowledge.knowledge_model import KnowledgeModel
from ui.staff.knowledge.knowledge_view import (
    document_rows,
    may_be_approved,
    may_be_removed,
    needs_second_look,
)
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import News, margins, row_of
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.look.table import Table
from ui.staff.wording.language import Language


class KnowledgePage(QWidget):
    """Add, approve, remove; removing asks for a second press."""

    def __init__(
        self, model: KnowledgeModel, _clock: Clock, language: Language, look: Look
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._model = model
        self._language = language
        words = language.words.knowledge
        self._is_sure = False
        self._news = News()
        self._state = label(kind="secondary", wraps=True)
        headings = (words.name, words.title, words.version, words.state, words.warnings)
        self._table = Table("documents", words.documents, headings, look)
        self._table.chosen.connect(self._on_chosen)
        self._add = KeyButton(words.add)
        self._add.clicked.connect(self._on_add)
        self._approve = KeyButton(words.approve, "do")
        self._approve.setObjectName("approve")
        self._approve.clicked.connect(self._on_approve)
        self._anyway = QCheckBox(words.approve_anyway)
        self._anyway.toggled.connect(lambda _on: self._show())
        self._remove = KeyButton(words.remove, "danger")
        self._remove.setObjectName("removeDocument")
        self._remove.clicked.connect(self._on_remove)
        tools = row_of(look, self._add, self._approve, self._anyway, self._remove)
        layout = QVBoxLayout(self)
        margins(layout, look)
        layout.addWidget(label(words.explained, "secondary", wraps=True))
        layout.addWidget(self._news)
        layout.addLayout(tools)
        layout.addWidget(self._state)
        layout.addWidget(self._table, 1)
        layout.addStretch()
        model.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read for whoever opened the page."""
        super().showEvent(event)
        self._model.refresh()
        self._table.setFocus()

    @property
    def _document(self) -> KnowledgeDocument | None:
        return self._model.document(self._table.key)

    def _show(self) -> None:
        model, words = self._model, self._language.words
        problem = model.problem and words.desk.unread.format(message=model.problem)
        self._news.tell(model.notice or problem, is_good=model.is_good and bool(model.notice))
        documents = model.documents
        self._table.show_rows(document_rows(documents or (), self._language))
        self._table.setVisible(bool(documents))
        chosen = self._document
        if documents is None:
            set_text(self._state, "" if problem else words.desk.reading)
        elif not documents:
            set_text(self._state, words.knowledge.none)
        else:
            set_text(self._state, "" if chosen else words.knowledge.choose_one)
        is_free = not model.is_busy
        self._add.setEnabled(is_free and model.allows(Permission.PROPOSE_KNOWLEDGE))
        may_approve = model.allows(Permission.APPROVE_KNOWLEDGE)
        asks = bool(chosen and may_be_approved(chosen) and may_approve)
        is_doubtful = bool(chosen and needs_second_look(chosen))
        self._anyway.setVisible(asks and is_doubtful)
        self._approve.setEnabled(is_free and asks and (not is_doubtful or self._anyway.isChecked()))
        may_remove = model.allows(Permission.REMOVE_KNOWLEDGE)
        self._remove.setEnabled(is_free and bool(chosen and may_be_removed(chosen) and may_remove))
        self._remove.setText(
            words.knowledge.remove_sure if self._is_sure else words.knowledge.remove
        )

    def _on_chosen(self, _key: str) -> None:
        self._is_sure = False
        self._anyway.setChecked(False)
        self._show()

    def _on_add(self) -> None:
        words = self._language.words.knowledge
        path, _ = QFileDialog.getOpenFileName(self, words.add_title)
        if path:
            self._model.add(Path(path))

    def _on_approve(self) -> None:
        if chosen := self._document:
            self._model.approve(chosen.id, despite_warnings=self._anyway.isChecked())

    def _on_remove(self) -> None:
        chosen = self._document
        if chosen and not self._is_sure:
            self._is_sure = True
            self._show()
        elif chosen:
            self._is_sure = False
            self._model.remove(chosen.id)
