"""What families are asked: answered here with them, or printed for them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.identity import Permission
from app.story.questionnaire import Questionnaire, called
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import Card, row_of
from ui.staff.look.parts import label
from ui.staff.look.style import Look
from ui.staff.residents.stories_model import StoriesModel
from ui.staff.residents.stories_view import answers_on_record, new_answers
from ui.staff.wording.language import Language


class QuestionsForm(QWidget):
    """One field for each question; what was answered before stands there already."""

    closed = Signal()
    printing = Signal()

    def __init__(self, model: StoriesModel, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        self._look = look
        self._language = language
        self._fields: dict[str, QPlainTextEdit] = {}
        self._before: dict[str, str] = {}
        words = language.words.stories
        self._who = QLineEdit()
        self._who.setObjectName("whoAnswers")
        self._who.setAccessibleName(words.who_answers)
        self._who.setPlaceholderText(words.who_hint)
        self._keep = KeyButton(words.keep_answers, "do")
        self._keep.setObjectName("keepAnswers")
        self._keep.clicked.connect(self._on_keep)
        self._print = KeyButton(words.print_questions)
        self._print.setObjectName("printQuestions")
        self._print.clicked.connect(self.printing)
        self._cancel = KeyButton(words.cancel)
        self._cancel.setObjectName("cancelQuestions")
        self._cancel.clicked.connect(self.closed)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(look.px(14))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(14))
        layout.addLayout(self._parts)
        foot = Card(words.who_answers, look)
        foot.body.addWidget(self._who)
        foot.body.addLayout(row_of(look, self._keep, self._print, self._cancel))
        layout.addWidget(foot)

    def ask(self, asked: Questionnaire, name: str) -> None:
        """Show the questions about a resident.

        Args:
            name: what they are called.
        """
        self.clear()
        look, opened = self._look, self._model.opened
        self._before = answers_on_record(asked, name, opened.stories if opened else ())
        explained = called(asked.explained, name)
        self._parts.addWidget(Card(called(asked.heading, name), look, explained))
        for part in asked.parts:
            card = Card(called(part.title, name), look)
            for question in part.questions:
                text = called(question.asks, name)
                field = QPlainTextEdit(self._before.get(question.id, ""))
                field.setObjectName(f"answer-{question.id}")
                field.setAccessibleName(text)
                field.setTabChangesFocus(True)
                field.setFixedHeight(look.px(72))
                card.body.addWidget(label(text, wraps=True))
                card.body.addWidget(field)
                self._fields[question.id] = field
            self._parts.addWidget(card)
        self.refresh()

    def refresh(self) -> None:
        """Follow what may be done."""
        model = self._model
        may = model.allows(Permission.EDIT_RESIDENTS) and not model.is_busy
        self._keep.setEnabled(may)

    def clear(self) -> None:
        """Keep nothing that was typed."""
        self._fields.clear()
        self._before.clear()
        self._who.setText("")
        while (taken := self._parts.takeAt(0)) is not None:
            if part := taken.widget():
                part.setParent(None)
                part.deleteLater()

    def _on_keep(self) -> None:
        typed = {question: field.toPlainText() for question, field in self._fields.items()}
        # It stays open until the answers are kept: nobody writes them twice.
        self._model.answer(new_answers(typed, self._before, self._who.text()))
