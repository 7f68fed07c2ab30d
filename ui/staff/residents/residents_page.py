"""The Residents page: find somebody at the left, their record in tabs at the right."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.clock import Clock
from app.identity import Permission
from app.ids import ResidentId
from ui.staff.look.key_button import KeyButton
from ui.staff.look.news_bar import NewsBar
from ui.staff.look.page_frame import margins, scrolled
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.residents.consents_tab import ConsentsTab
from ui.staff.residents.conversation_tab import ConversationTab
from ui.staff.residents.memory_tab import MemoryTab
from ui.staff.residents.newcomer_form import NewcomerForm
from ui.staff.residents.profile_tab import ProfileTab
from ui.staff.residents.residents_model import ResidentsModel
from ui.staff.residents.residents_view import found, line_text
from ui.staff.residents.stories_model import StoriesModel
from ui.staff.residents.story_tab import StoryTab
from ui.staff.wording.language import Language

_ID = Qt.ItemDataRole.UserRole
_LARGE = 1.3


class ResidentsPage(QWidget):
    """Arrows move in the list, Enter opens a record."""

    def __init__(
        self,
        model: ResidentsModel,
        stories: StoriesModel,
        clock: Clock,
        language: Language,
        look: Look,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._model = model
        self._language = language
        words = language.words.resident_pages
        self._stories = stories
        self._find = QLineEdit()
        self._find.setObjectName("findResident")
        self._find.setAccessibleName(words.find)
        self._find.setPlaceholderText(words.find_hint)
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(lambda _text: self._show_list())
        self._find.returnPressed.connect(self._on_return)
        self._list = QListWidget()
        self._list.setObjectName("residentList")
        self._list.setAccessibleName(words.list)
        self._list.itemActivated.connect(self._on_open)
        self._list.itemClicked.connect(self._on_open)
        self._empty = label(kind="secondary", wraps=True)
        moving = language.words.moving
        self._departed = QCheckBox(moving.show_all)
        self._departed.setObjectName("showDeparted")
        self._departed.toggled.connect(lambda on: model.show_all(is_wanted=on))
        self._begin = KeyButton(moving.begin)
        self._begin.setObjectName("somebodyMovesIn")
        self._begin.clicked.connect(self._on_begin)
        self._newcomer = NewcomerForm(model, language, look)
        self._newcomer.left.connect(self._on_left)
        self._form = scrolled(self._newcomer)
        self._is_writing = False
        self._asked_after: ResidentId | None = None
        self._name = label(kind="name")
        self._name.setObjectName("residentName")
        self._hint = label(words.choose_one, "secondary", wraps=True)
        self._profile = ProfileTab(model, language, look)
        self._story = StoryTab(stories, language, look)
        self._consents = ConsentsTab(model, language, look)
        self._memory = MemoryTab(model, language, look)
        self._conversation = ConversationTab(model, clock, language, look)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("residentTabs")
        for tab, text in (
            (self._profile, words.profile),
            (self._story, language.words.stories.tab),
            (self._consents, words.consents),
            (self._memory, words.memory),
            (self._conversation, words.conversation),
        ):
            self._tabs.addTab(scrolled(tab), text)
        left = QVBoxLayout()
        left.setSpacing(look.px(10))
        left.addWidget(self._find)
        left.addWidget(self._empty)
        left.addWidget(self._list, 1)
        left.addWidget(self._departed)
        left.addWidget(self._begin)
        side = QWidget()
        side.setFixedWidth(look.px(260 if look.scale <= _LARGE else 180))
        left.setContentsMargins(0, 0, 0, 0)
        side.setLayout(left)
        right = QVBoxLayout()
        right.setSpacing(look.px(8))
        right.addWidget(NewsBar(model, self, language, look))
        right.addWidget(self._name)
        right.addWidget(self._hint)
        right.addWidget(self._tabs, 1)
        right.addWidget(self._form, 1)
        layout = QHBoxLayout(self)
        margins(layout, look)
        layout.addWidget(side)
        layout.addLayout(right, 1)
        finding = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        finding.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        finding.activated.connect(self._find.setFocus)
        model.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list for whoever opened the page."""
        super().showEvent(event)
        self._model.refresh()
        self._find.setFocus(Qt.FocusReason.OtherFocusReason)

    def views(self) -> Iterator[str]:
        """Open the first resident and go through the tabs, naming each once it shows."""
        self._on_return()
        names = ("profile", "story", "consents", "memory", "conversation")
        for at, name in enumerate(names):
            self._tabs.setCurrentIndex(at)
            yield name
            if name == "story":
                self._story.choose_first()
                yield "story-entry"
                area = self._tabs.widget(at)
                if isinstance(area, QScrollArea):
                    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
                yield "story-photos"
                self._story.ask()
                yield "questions"
                self._story.clear()

    def clear(self) -> None:
        """Keep nothing that was typed or looked for."""
        for field in self.findChildren(QLineEdit):
            field.setText("")
        self._story.clear()
        self._departed.setChecked(False)
        self._is_writing = False
        self._tabs.setCurrentIndex(0)

    def _show(self) -> None:
        model, words = self._model, self._language.words
        self._show_list()
        opened = model.opened
        self._stories.follow(opened.resident if opened else None)
        person = words.now.person
        name = opened and person.format(name=opened.resident.full_name, room=opened.resident.room)
        set_text(self._name, name or "")
        if self._is_writing and model.chosen != self._asked_after:
            # Kept, and their record is open now; or somebody else's was opened meanwhile.
            self._is_writing = False
        if opened and opened.has_left:
            set_text(self._name, words.moving.has_left.format(name=name))
        self._begin.setEnabled(model.allows(Permission.EDIT_RESIDENTS))
        self._begin.setToolTip("" if self._begin.isEnabled() else words.moving.not_yours)
        self._form.setVisible(self._is_writing)
        self._name.setVisible(bool(name) and not self._is_writing)
        self._hint.setVisible(opened is None and not self._is_writing)
        self._tabs.setVisible(opened is not None and not self._is_writing)
        for tab in (self._profile, self._consents, self._memory, self._conversation):
            tab.show_record()

    def _show_list(self) -> None:
        lines, words = self._model.lines, self._language.words
        shown = found(lines or (), self._find.text(), with_departed=self._model.shows_all)
        texts = [line_text(line, self._language) for line in shown]
        if texts != [self._list.item(at).text() for at in range(self._list.count())]:
            self._list.clear()
            for line, text in zip(shown, texts, strict=True):
                item = QListWidgetItem(text, self._list)
                item.setData(_ID, line.id)
        for at, line in enumerate(shown):
            if line.id == self._model.chosen:
                self._list.setCurrentRow(at)
        if lines is None:
            set_text(self._empty, words.desk.reading)
        else:
            set_text(self._empty, "" if lines else words.resident_pages.nobody)

    def _on_begin(self) -> None:
        self._asked_after, self._is_writing = self._model.chosen, True
        self._show()
        self._newcomer.begin()

    def _on_left(self) -> None:
        self._is_writing = False
        self._show()

    def _on_open(self, item: QListWidgetItem) -> None:
        resident_id: ResidentId = item.data(_ID)
        self._on_left()
        if resident_id != self._model.chosen:
            self._model.open(resident_id)

    def _on_return(self) -> None:
        if self._list.count():
            self._list.setCurrentRow(0)
            self._on_open(self._list.item(0))
