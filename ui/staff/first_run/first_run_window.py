"""The window of the first start: the steps at the left, one of them at the right."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.shared.chime import Chime
from ui.shared.spawner import Spawner
from ui.shared.typeface import STAFF_ORDER, installed_typeface
from ui.staff.first_run.first_run_model import FirstRunModel, Step
from ui.staff.first_run.founder import Founder
from ui.staff.first_run.last_steps import AlarmStep, CodeStep, KeyStep
from ui.staff.first_run.people_steps import AdministratorStep, HouseStep, ResidentsStep
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import News, row_of, scrolled
from ui.staff.look.palette import DARK, LIGHT
from ui.staff.look.parts import label, restyle
from ui.staff.look.style import Look, style_sheet
from ui.staff.wording.language import Language

_Steps = HouseStep | AdministratorStep | ResidentsStep | KeyStep | CodeStep | AlarmStep


class FirstRunWindow(QMainWindow):
    """Makes a facility step by step.

    Signals:
        made: the facility is made, and the staff window may open on its folder.
    """

    made = Signal(Path)

    def __init__(
        self,
        founder: Founder,
        folder: Path,
        chime: Chime,
        spawner: Spawner,
        language: Language,
        *,
        text_scale: float = 1.0,
        is_dark: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("firstRun")
        family = installed_typeface(STAFF_ORDER).family
        self._look = look = Look(family, text_scale, palette=DARK if is_dark else LIGHT)
        self._language = language
        self.model = model = FirstRunModel(founder, chime, spawner, language, self)
        words = language.words.first_run
        self.setWindowTitle(words.window)
        self.setStyleSheet(style_sheet(look))
        self.resize(1180, 860)
        self.setMinimumSize(960, 640)
        self._steps: tuple[_Steps, ...] = (
            HouseStep(model, folder, language, look),
            AdministratorStep(model, language, look),
            ResidentsStep(model, language, look),
            KeyStep(model, language, look),
            CodeStep(model, language, look),
            AlarmStep(model, language, look),
        )
        names = (
            (words.house, words.house_explained),
            (words.administrator, words.administrator_explained),
            (words.residents, words.residents_explained),
            (words.key, words.key_explained),
            (words.code, words.code_how),
            (words.alarm, words.alarm_explained),
        )
        self._marks = [label(f"{at + 1}  {name}", "step") for at, (name, _) in enumerate(names)]
        self._stack = QStackedWidget()
        for step, (name, explained) in zip(self._steps, names, strict=True):
            self._stack.addWidget(scrolled(self._framed(step, name, explained)))
        self._news = News()
        self._back = KeyButton(words.back)
        self._back.setObjectName("back")
        self._back.clicked.connect(model.back)
        self._next = KeyButton(words.next, "do")
        self._next.setObjectName("next")
        self._next.clicked.connect(self._on_next)
        self._arrange()
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._on_next)
        model.changed.connect(self._show)
        model.finished.connect(self._on_finished)
        self._show()

    def _framed(self, step: QWidget, name: str, explained: str) -> QWidget:
        look = self._look
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(look.px(28), look.px(24), look.px(28), look.px(12))
        column.setSpacing(look.px(10))
        column.addWidget(label(name, "hero", wraps=True))
        column.addWidget(label(explained, "secondary", wraps=True))
        column.addSpacing(look.px(6))
        column.addWidget(step, 1)
        return made

    def _arrange(self) -> None:
        look = self._look
        bar = QWidget()
        bar.setObjectName("bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedWidth(look.px(236))
        steps = QVBoxLayout(bar)
        steps.setContentsMargins(look.px(24), look.px(24), look.px(14), look.px(22))
        steps.setSpacing(look.px(14))
        brand = QLabel("Lilo")
        brand.setObjectName("brand")
        steps.addWidget(brand)
        steps.addSpacing(look.px(12))
        for mark in self._marks:
            mark.setWordWrap(True)
            steps.addWidget(mark)
        steps.addStretch()
        foot = QVBoxLayout()
        foot.setContentsMargins(look.px(28), 0, look.px(28), look.px(24))
        foot.setSpacing(look.px(10))
        foot.addWidget(self._news)
        foot.addLayout(row_of(look, self._next, self._back))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addLayout(foot)
        content = QWidget()
        content.setObjectName("page")
        layout = QHBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addLayout(right, 1)
        self.setCentralWidget(content)

    def _show(self) -> None:
        model, words = self.model, self._language.words.first_run
        self._stack.setCurrentIndex(model.step)
        for at, mark in enumerate(self._marks):
            restyle(mark, "now", "yes" if at == model.step else "no")
        self._news.tell(model.problem)
        self._back.setVisible(Step.HOUSE < model.step <= Step.KEY)
        for button in (self._back, self._next):
            button.setEnabled(not model.is_busy)
        last = {Step.KEY: words.make, Step.ALARM: words.open}
        self._next.setText(last.get(model.step, words.next))

    def _on_next(self) -> None:
        if not self.model.is_busy:
            self._steps[self.model.step].go_on()

    def _on_finished(self) -> None:
        folder = self.model.folder
        if folder is not None:
            self.made.emit(folder)
