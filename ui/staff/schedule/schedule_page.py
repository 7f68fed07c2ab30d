"""The Schedule page: residents at the left; plan, the week, and scales of one at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.clinical import ScaleId
from app.clock import Clock
from app.identity import Permission
from app.schedule import ScheduledItem
from ui.staff.look.key_button import KeyButton
from ui.staff.look.news_bar import NewsBar
from ui.staff.look.page_frame import Card, margins, row_of, scrolling
from ui.staff.look.parts import even_digits, label, roomy, set_text
from ui.staff.look.style import Look
from ui.staff.look.table import Table
from ui.staff.residents.residents_view import found
from ui.staff.schedule.plan_form import PlanForm
from ui.staff.schedule.schedule_model import ScheduleModel
from ui.staff.schedule.schedule_view import coming_days, item_rows, scale_rows
from ui.staff.wording.language import Language

_ID = Qt.ItemDataRole.UserRole
_LARGE = 1.3
_MONTH_DAYS = 30
_NUMBER_WIDE = 90


class SchedulePage(QWidget):
    """Arrows move in the list, Enter opens a plan."""

    def __init__(self, model: ScheduleModel, clock: Clock, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self._model = model
        self._clock = clock
        self._language = language
        words = language.words.plans
        self._list = QListWidget()
        self._list.setObjectName("residentList")
        self._list.setAccessibleName(language.words.resident_pages.list)
        self._list.itemActivated.connect(self._on_open)
        self._list.itemClicked.connect(self._on_open)
        pages = language.words.resident_pages
        self._find = QLineEdit()
        self._find.setObjectName("findPlan")
        self._find.setAccessibleName(pages.find)
        self._find.setPlaceholderText(pages.find_hint)
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(lambda _text: self._show_list())
        self._find.returnPressed.connect(self.open_first)
        self._name = label(kind="name")
        self._name.setObjectName("planOf")
        self._hint = label(words.explained, "secondary", wraps=True)
        self._week_none = label(words.nothing_coming, "secondary", wraps=True)
        self._week = _Week(look)
        self._plan_none = label(words.none, "secondary", wraps=True)
        headings = (words.what, words.kind, words.how_often, words.at)
        self._plan = Table("plan", words.plan, headings, look, grows=True)
        self._plan.chosen.connect(lambda _key: self._show_form())
        self._form = PlanForm(model, language, look)
        self._form.closed.connect(self._on_closed)
        self._scales_card = self._made_scales(look)
        week = Card(words.coming, look, words.coming_explained)
        week.body.addWidget(self._week_none)
        week.body.addWidget(self._week)
        plan = Card(words.plan, look)
        plan.body.addWidget(self._plan_none)
        plan.body.addWidget(self._plan)
        self._cards = (week, plan, self._form, self._scales_card)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, look.px(24))
        column.setSpacing(look.px(14))
        column.addWidget(week)
        column.addWidget(self._scales_card)
        column.addWidget(plan)
        column.addWidget(self._form)
        column.addStretch()
        right = QVBoxLayout()
        right.setSpacing(look.px(8))
        right.addWidget(NewsBar(model, self, language, look))
        right.addWidget(self._name)
        right.addWidget(self._hint)
        right.addWidget(scrolling(column), 1)
        layout = QHBoxLayout(self)
        margins(layout, look)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(look.px(10))
        left.addWidget(self._find)
        left.addWidget(self._list, 1)
        side = QWidget()
        side.setFixedWidth(look.px(260 if look.scale <= _LARGE else 180))
        side.setLayout(left)
        layout.addWidget(side)
        finding = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        finding.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        finding.activated.connect(self._find.setFocus)
        layout.addLayout(right, 1)
        model.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list for whoever opened the page."""
        super().showEvent(event)
        self._model.refresh()
        if self._model.chosen:
            self._model.look()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_first(self) -> None:
        """Open the plan of the first in the list."""
        if self._list.count():
            self._on_open(self._list.item(0))

    def clear(self) -> None:
        """Keep nothing that was typed."""
        self._form.clear()
        for field in self.findChildren(QLineEdit):
            field.setText("")

    def _made_scales(self, look: Look) -> Card:
        words = self._language.words.plans
        self._scales = Table(
            "scalesDue",
            words.scales,
            (words.scale, words.state, words.last, words.every),
            look,
            grows=True,
        )
        self._scales.chosen.connect(lambda _key: self._show_rhythm())
        self._days = QSpinBox()
        self._days.setObjectName("rhythmDays")
        self._days.setAccessibleName(words.rhythm)
        self._days.setRange(1, 730)
        self._days.setValue(_MONTH_DAYS)
        roomy(self._days, look.px(12))
        self._days.setMinimumWidth(look.px(_NUMBER_WIDE))
        self._set = KeyButton(words.rhythm_set, "do")
        self._set.setObjectName("setRhythm")
        self._set.clicked.connect(lambda: self._decide(self._days.value()))
        self._never = KeyButton(words.rhythm_never)
        self._never.setObjectName("neverRhythm")
        self._never.clicked.connect(lambda: self._decide(None))
        card = Card(words.scales, look)
        card.body.addWidget(self._scales)
        self._choose_scale = label(words.choose_scale, "secondary", wraps=True)
        card.body.addWidget(self._choose_scale)
        card.body.addLayout(
            row_of(look, label(words.rhythm, "factName"), self._days, self._set, self._never)
        )
        return card

    @property
    def _item(self) -> ScheduledItem | None:
        plan, key = self._model.plan, self._plan.key
        items = plan.items if plan else ()
        return next((item for item in items if str(item.id) == key), None)

    def _show(self) -> None:
        model, words, language = self._model, self._language.words, self._language
        self._show_list()
        chosen, plan = model.chosen, model.plan
        name = words.now.person.format(name=chosen.name, room=chosen.room) if chosen else ""
        set_text(self._name, name)
        self._hint.setVisible(chosen is None)
        for card in self._cards:
            card.setVisible(plan is not None)
        now = self._language.local(self._clock())
        coming = coming_days(plan.coming, now, language) if plan else ()
        items = item_rows(plan.items, now, language) if plan else ()
        self._week.show_days(coming)
        self._week_none.setVisible(not coming)
        self._plan.show_rows(items)
        self._plan.setVisible(bool(items))
        self._plan_none.setVisible(not items)
        scales = model.scales
        self._scales_card.setVisible(plan is not None and bool(scales and scales.due))
        self._scales.show_rows(scale_rows(scales, language) if scales else ())
        if plan is not None and (model.is_added or self._item != self._form.item):
            # Something new was kept, or what is shown has changed meanwhile.
            model.is_added = False
            self._show_form()
        self._form.refresh()
        self._show_rhythm()

    def _show_list(self) -> None:
        lines = found(self._model.lines or (), self._find.text())
        form = self._language.words.resident_pages.line
        texts = [form.format(name=line.name, room=line.room) for line in lines]
        if texts != [self._list.item(at).text() for at in range(self._list.count())]:
            self._list.clear()
            for line, text in zip(lines, texts, strict=True):
                item = QListWidgetItem(text, self._list)
                item.setData(_ID, line.id)
        for at, line in enumerate(lines):
            if self._model.chosen and line.id == self._model.chosen.id:
                self._list.setCurrentRow(at)

    def _show_form(self) -> None:
        self._form.show_item(self._item, self._language.local(self._clock()).date())

    def _show_rhythm(self) -> None:
        model, scale = self._model, self._scale
        may = model.allows(Permission.READ_SCORES) and not model.is_busy and scale is not None
        for part in (self._days, self._set, self._never):
            part.setEnabled(may)
        self._choose_scale.setVisible(scale is None)
        if scale and model.scales and (days := model.scales.rhythms.get(scale)):
            self._days.setValue(days)

    @property
    def _scale(self) -> ScaleId | None:
        key = self._scales.key
        return ScaleId(key) if key else None

    def _decide(self, every_days: int | None) -> None:
        if scale := self._scale:
            self._model.decide_rhythm(scale, every_days)

    def _on_open(self, item: QListWidgetItem) -> None:
        known = (line for line in self._model.lines or () if line.id == item.data(_ID))
        line = next(known, None)
        if line and line != self._model.chosen:
            self._model.open(line)
            self._on_closed()

    def _on_closed(self) -> None:
        self._plan.clearSelection()
        self._show_form()


class _Week(QWidget):
    """Days with what they hold, one below the other."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("coming")
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(16))
        self._grid.setVerticalSpacing(look.px(8))
        self._grid.setColumnStretch(1, 1)

    def show_days(self, days: tuple[tuple[str, str], ...]) -> None:
        """Show them, or nothing."""
        top = Qt.AlignmentFlag.AlignTop
        while len(self._rows) < len(days):
            day, held = label(kind="factName"), label(wraps=True)
            # Times stand under each other only with digits of one width.
            even_digits(held)
            self._grid.addWidget(day, len(self._rows), 0, top)
            self._grid.addWidget(held, len(self._rows), 1, top)
            self._rows.append((day, held))
        for at, (day, held) in enumerate(self._rows):
            said = days[at] if at < len(days) else ("", "")
            set_text(day, said[0])
            set_text(held, said[1])
