"""Theme, size and language of this window: three lists behind one button of the side bar."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from app.identity import StaffSession
from app.language_files import LANGUAGES
from app.station.window import SCALES, THEMES, StationWindow, WindowChoice
from ui.shared.spawner import Spawner
from ui.staff.look.parts import label, set_text
from ui.staff.page_model import PageModel
from ui.staff.wording.language import Language


class DisplayModel(PageModel):
    """What the next start of the window will look like.

    Attributes:
        choice: None before it was read.
    """

    def __init__(
        self, window: StationWindow | None, spawner: Spawner, language: Language, parent: QObject
    ) -> None:
        super().__init__(spawner, language, parent)
        self._window = window
        self.choice: WindowChoice | None = None

    @property
    def is_there(self) -> bool:
        """Whether it can be kept."""
        return self._window is not None

    def enter(self, session: StaffSession) -> None:
        """Read how it stands for whoever signed in."""
        super().enter(session)
        if self._window:
            self._read(self._window.read, self._took)

    def choose(self, choice: WindowChoice) -> None:
        """Keep another look."""
        window = self._window
        if window and choice != self.choice:

            async def keep(session: StaffSession) -> None:
                await window.choose(session, choice)

            words = self._language.words.display
            self._do(keep, lambda _none: self._took(choice), words.kept)

    def _took(self, choice: WindowChoice) -> None:
        self.choice = choice


class DisplayFoot(QWidget):
    """A button with a menu, and below it what became of a choice."""

    def __init__(self, model: DisplayModel, language: Language) -> None:
        super().__init__()
        self._model = model
        self._words = words = language.words.display
        self._said = label(kind="secondary", wraps=True)
        self._said.setObjectName("displaySaid")
        self._said.hide()
        self._button = QPushButton(words.button)
        self._button.setProperty("kind", "foot")
        self._button.setObjectName("display")
        self._menu = QMenu(self)
        self._button.setMenu(self._menu)
        self._themes = self._list(words.theme, [words.themes[one] for one in THEMES], self._theme)
        percent = language.words.desk.percent
        sizes = [percent.format(n=round(scale * 100)) for scale in SCALES]
        self._sizes = self._list(words.size, sizes, self._size)
        names = [language.words.languages[one] for one in LANGUAGES]
        self._tongues = self._list(words.language, names, self._tongue)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._button)
        layout.addWidget(self._said)
        model.changed.connect(self._show)

    def _list(self, said: str, names: Sequence[str], slot: Callable[[int], None]) -> list[QAction]:
        menu, group = self._menu.addMenu(said), QActionGroup(self)
        made = []
        for at, name in enumerate(names):
            action = menu.addAction(name)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _on=False, at=at: slot(at))
            made.append(action)
        return made

    def _show(self) -> None:
        model, choice = self._model, self._model.choice
        self._button.setEnabled(choice is not None and not model.is_busy)
        set_text(self._said, model.notice or model.problem)
        if choice is None:
            return
        self._themes[THEMES.index(choice.theme)].setChecked(True)
        nearest = min(range(len(SCALES)), key=lambda at: abs(SCALES[at] - choice.text_scale))
        self._sizes[nearest].setChecked(True)
        self._tongues[LANGUAGES.index(choice.language)].setChecked(True)

    def _theme(self, at: int) -> None:
        if choice := self._model.choice:
            self._model.choose(WindowChoice(THEMES[at], choice.text_scale, choice.language))

    def _size(self, at: int) -> None:
        if choice := self._model.choice:
            self._model.choose(WindowChoice(choice.theme, SCALES[at], choice.language))

    def _tongue(self, at: int) -> None:
        if choice := self._model.choice:
            self._model.choose(WindowChoice(choice.theme, choice.text_scale, LANGUAGES[at]))
