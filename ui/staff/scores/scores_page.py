"""The Scores page: residents at the left, who is most due first; one scale of one at the right."""

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.clinical import ScaleId
from app.station import ExportFormat
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.paper.export_bar import ExportBar
from ui.staff.paper.export_model import ExportModel, Target
from ui.staff.scores.items_grid import ItemsGrid
from ui.staff.scores.score_plot import ScorePlot
from ui.staff.scores.scores_model import ScoresModel
from ui.staff.scores.scores_view import due_of, people_of, score_of
from ui.staff.wording.language import Language

_ID = Qt.ItemDataRole.UserRole
_LARGE = 1.3


class ScoresPage(QWidget):
    """Read on each visit; nothing of it stays when the window is locked."""

    def __init__(
        self, model: ScoresModel, exports: ExportModel, language: Language, look: Look
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._model = model
        self._language = language
        self._look = look
        words = language.words.scores
        self._problem = label(wraps=True)
        self._problem.setObjectName("banner")
        self._problem.hide()
        self._people = QListWidget()
        self._people.setObjectName("cases")
        self._people.setAccessibleName(words.residents)
        self._people.setWordWrap(True)
        self._people.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._people.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._people.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._people.currentItemChanged.connect(self._on_person)
        self._name = label(kind="page", wraps=True)
        self._name.setObjectName("scoresName")
        self._none = label(kind="secondary", wraps=True)
        self._scales = QHBoxLayout()
        self._scales.setSpacing(look.px(8))
        self._group = QButtonGroup(self)
        self._buttons: list[QPushButton] = []
        self._heading = label(kind="strong")
        self._newest = label(wraps=True)
        self._newest.setObjectName("scoresNewest")
        self._change = label(kind="secondary", wraps=True)
        self._change.setObjectName("scoresChange")
        self._cutoffs = label(kind="small", wraps=True)
        self._plot = ScorePlot(look)
        self._items_heading = label(kind="strong")
        self._items = ItemsGrid(look, words.no_answer)
        self._no_items = label(words.no_items, "secondary", wraps=True)
        self._due = label(wraps=True)
        self._due.setObjectName("scoresDue")
        self._how = label(wraps=True)
        self._how.setObjectName("scoresHow")
        self._panels: list[QFrame] = []
        self._exports = exports
        exports.family = look.family
        self._export = ExportBar(exports, self._hand_out, language, look)
        self._arrange()
        model.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read for whoever opened the page."""
        super().showEvent(event)
        self._model.refresh()
        self._people.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        px, words = self._look.px, self._language.words.scores
        plot = self._panel(self._heading, self._newest, self._change, self._plot, self._cutoffs)
        items = self._panel(self._items_heading, self._items, self._no_items)
        due = self._panel(label(words.due, "strong"), self._due)
        how = self._panel(label(words.how, "strong"), self._how)
        # One below the other where letters are large: beside one another they would not fit.
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if self._look.scale > _LARGE else ways.LeftToRight
        upper, lower, head = QBoxLayout(way), QBoxLayout(way), QBoxLayout(way)
        for row in (upper, lower):
            row.setSpacing(px(16))
        upper.addWidget(plot, 3)
        upper.addWidget(items, 2)
        lower.addWidget(due, 1)
        lower.addWidget(how, 1)
        head.addWidget(self._name, 1)
        head.addLayout(self._scales)
        right = QWidget()
        right.setObjectName("column")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, px(24))
        column.setSpacing(px(14))
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self._export)
        column.addLayout(upper)
        column.addLayout(lower)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(right)
        columns = QHBoxLayout()
        columns.setSpacing(px(20))
        people, record = (3, 8) if self._look.scale > _LARGE else (1, 4)
        columns.addWidget(self._people, people)
        columns.addWidget(area, record)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(28), px(24), px(28), 0)
        layout.setSpacing(px(12))
        layout.addWidget(label(words.explained, "secondary", wraps=True))
        layout.addWidget(self._problem)
        layout.addLayout(columns, 1)

    def _panel(self, *parts: QWidget) -> QFrame:
        px = self._look.px
        made = QFrame()
        made.setObjectName("panel")
        inside = QVBoxLayout(made)
        inside.setContentsMargins(px(20), px(16), px(20), px(18))
        inside.setSpacing(px(6))
        for part in parts:
            inside.addWidget(part)
        if not any(isinstance(part, ScorePlot) for part in parts):
            inside.addStretch()
        self._panels.append(made)
        return made

    def _show(self) -> None:
        model, language, words = self._model, self._language, self._language.words.scores
        message = model.problem.message if model.problem else ""
        unread = words.unread.format(message=message or language.words.problem.unexpected)
        set_text(self._problem, unread if model.problem else "")
        self._show_people()
        resident, record = model.resident, model.record
        name = words.person.format(name=resident.full_name, room=resident.room) if resident else ""
        set_text(self._name, name)
        scale = (
            next((o for o in record.scales if o.scale.id == model.scale), None) if record else None
        )
        self._show_scales([one.scale.id for one in record.scales] if record else [])
        nothing = words.none if record else words.reading
        set_text(self._none, nothing if resident and scale is None else "")
        plot_panel, items_panel, due_panel, how_panel = self._panels
        plot_panel.setVisible(scale is not None)
        items_panel.setVisible(scale is not None)
        how_panel.setVisible(scale is not None)
        due_panel.setVisible(record is not None)
        set_text(self._due, "\n".join(due_of(model.due, record, language)) if record else "")
        self._export.setVisible(self._exports.is_there and scale is not None)
        self._export.name(resident.full_name if resident else "")
        view = score_of(scale, language) if scale else None
        self._plot.show_plot(view.plot if view else None)
        self._items.show_items(view.items if view else (), view.item_range if view else (0, 3))
        self._items.setVisible(bool(view and view.items))
        self._no_items.setVisible(bool(view and not view.items))
        for target, text in (
            (self._heading, view.heading if view else ""),
            (self._newest, view.newest if view else ""),
            (self._change, view.change if view else ""),
            (self._cutoffs, "\n".join(view.cutoffs) if view else ""),
            (self._items_heading, view.items_heading if view else ""),
            (self._how, "\n".join(view.how) if view else ""),
        ):
            set_text(target, text)

    def _show_people(self) -> None:
        model = self._model
        lines = people_of(model.residents, model.due, self._language)
        with QSignalBlocker(self._people):
            while self._people.count() > len(lines):
                self._people.takeItem(self._people.count() - 1)
            while self._people.count() < len(lines):
                self._people.addItem(QListWidgetItem())
            for at, line in enumerate(lines):
                item = self._people.item(at)
                item.setText(f"{line.name}\n{line.due}")
                item.setData(_ID, line.id)
                if model.resident and line.id == model.resident.id:
                    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
                    self._people.setCurrentItem(item, flag)

    def _show_scales(self, scales: list[ScaleId]) -> None:
        while len(self._buttons) < len(scales):
            button = QPushButton()
            button.setCheckable(True)
            button.setProperty("kind", "choice")
            button.clicked.connect(self._on_scale)
            self._group.addButton(button)
            self._scales.addWidget(button)
            self._buttons.append(button)
        for at, button in enumerate(self._buttons):
            scale = scales[at] if at < len(scales) else None
            button.setVisible(scale is not None)
            button.setText(scale.label if scale else "")
            button.setObjectName(f"scale-{scale}" if scale else "")
            button.setChecked(scale is not None and scale == self._model.scale)

    def _hand_out(self, form: ExportFormat, target: Target) -> None:
        if self._model.resident:
            self._exports.scores(self._model.resident, form, target)

    def _on_person(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._model.choose(item.data(_ID))

    def _on_scale(self) -> None:
        button = self.sender()
        record = self._model.record
        for one in record.scales if record else ():
            if isinstance(button, QPushButton) and button.text() == one.scale.id.label:
                self._model.show_scale(one.scale.id)
