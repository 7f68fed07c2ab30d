"""The life story of a resident: entries, their photographs, and the questions for families."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.identity import Permission
from app.story import Story
from ui.staff.look.key_button import KeyButton
from ui.staff.look.news_bar import NewsBar
from ui.staff.look.page_frame import Card, row_of
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.look.table import Table
from ui.staff.residents.questions_form import QuestionsForm
from ui.staff.residents.questions_paper import print_questions
from ui.staff.residents.stories_model import StoriesModel
from ui.staff.residents.stories_view import story_rows
from ui.staff.residents.story_form import StoryForm
from ui.staff.wording.language import Language


class StoryTab(QWidget):
    """Read only when it is looked at, since every reading is noted."""

    def __init__(self, model: StoriesModel, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        self._language = language
        self._is_new = False
        words = language.words.stories
        headings = (words.time, words.title, words.photos, words.raising, words.source)
        self._table = Table("stories", words.tab, headings, look, grows=True, most=7)
        self._table.chosen.connect(self._on_chosen)
        self._state = label(kind="secondary", wraps=True)
        self._add = KeyButton(words.add, "do")
        self._add.setObjectName("addStory")
        self._add.clicked.connect(self._on_add)
        self._ask = KeyButton(words.questionnaire)
        self._ask.setObjectName("askFamily")
        self._ask.clicked.connect(self._on_ask)
        self._list = Card(words.tab, look, words.explained)
        self._list.body.addWidget(self._state)
        self._list.body.addWidget(self._table)
        self._list.body.addLayout(row_of(look, self._add, self._ask))
        self._form = StoryForm(model, language, look)
        self._form.closed.connect(self._on_closed)
        self._questions = QuestionsForm(model, language, look)
        self._questions.closed.connect(self._on_questions_closed)
        self._questions.printing.connect(self._on_print)
        self._questions.hide()
        self._form.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(12), 0, 0)
        layout.setSpacing(look.px(14))
        layout.addWidget(NewsBar(model, self, language, look))
        layout.addWidget(self._list)
        layout.addWidget(self._form)
        layout.addWidget(self._questions)
        layout.addStretch()
        model.changed.connect(self.show_record)

    def showEvent(self, event: QShowEvent) -> None:
        """Read for whoever looks."""
        super().showEvent(event)
        self._look_if_new()

    def show_record(self) -> None:
        """Show what was read, or nothing."""
        model, words = self._model, self._language.words
        opened = model.opened
        if opened is None:
            self._is_new = False
            self._questions.hide()
            self._list.show()
        if model.is_answered:
            model.is_answered = False
            self._on_questions_closed()
        self._table.show_rows(story_rows(opened.stories if opened else (), self._language))
        self._table.setVisible(bool(opened and opened.stories))
        if opened is None:
            said = words.desk.reading if model.resident else ""
        else:
            said = "" if opened.stories else words.stories.none
        set_text(self._state, said)
        may = model.allows(Permission.EDIT_RESIDENTS) and not model.is_busy
        self._add.setEnabled(may and opened is not None)
        self._ask.setEnabled(may and opened is not None)
        if opened is not None and model.saved and (saved := model.story(str(model.saved))):
            model.saved, self._is_new = None, False
            self._table.choose(str(saved.passage.id))
        self._show_form()
        self._questions.refresh()
        if self.isVisible():
            self._look_if_new()

    def clear(self) -> None:
        """Keep nothing that was typed."""
        self._is_new = False
        self._form.clear()
        self._questions.clear()
        self._questions.hide()
        self._list.show()

    def choose_first(self) -> None:
        """Show the first entry."""
        opened = self._model.opened
        if opened and opened.stories:
            self._table.choose(str(opened.stories[0].passage.id))

    def ask(self) -> None:
        """Show the questions for families."""
        asked, resident = self._model.questionnaire(), self._model.resident
        if asked and resident:
            self._questions.ask(asked, resident.preferred_name)
            self._questions.show()
            self._list.hide()
            self._form.hide()

    @property
    def _story(self) -> Story | None:
        return self._model.story(self._table.key)

    def _show_form(self) -> None:
        story = None if self._is_new else self._story
        shows = (self._is_new or story is not None) and self._questions.isHidden()
        self._form.setVisible(shows)
        if not shows:
            return
        if self._is_new:
            self._form.refresh()
        else:
            self._form.show_story(story)
        model = self._model
        is_new = story is not None and story.photos and story.passage.id not in model.photos
        if story and is_new and not model.problem:
            self._model.look_at_photos(story.passage.id)

    def _look_if_new(self) -> None:
        model = self._model
        is_new = model.opened is None and model.resident is not None and not model.problem
        if is_new and model.allows(Permission.SEE_RESIDENTS):
            model.look()

    def _on_chosen(self, _key: str) -> None:
        self._is_new = False
        self._show_form()

    def _on_add(self) -> None:
        self._is_new = True
        self._table.clearSelection()
        self._is_new = True
        self._form.show_story(None)
        self._show_form()

    def _on_closed(self) -> None:
        self._is_new = False
        self._table.clearSelection()
        self._show_form()

    def _on_ask(self) -> None:
        self.ask()

    def _on_questions_closed(self) -> None:
        self._questions.hide()
        self._questions.clear()
        self._list.show()
        self._show_form()

    def _on_print(self) -> None:
        asked, resident = self._model.questionnaire(), self._model.resident
        if asked and resident:
            said, is_good = print_questions(asked, resident.preferred_name, self, self._language)
            self._model.tell(said, is_good=is_good)
