"""The Scores page: residents at the left, who is most due first; one, or all, at the right."""

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
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
from ui.staff.scores.house_panel import HousePanel
from ui.staff.scores.house_view import house_view, scales_in
from ui.staff.scores.resident_panel import ResidentPanel
from ui.staff.scores.scores_model import ScoresModel
from ui.staff.scores.scores_view import people_of
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
        # Back from the whole house, the one who stood there before is no change.
        self._people.itemClicked.connect(self._on_person)
        self._people.itemActivated.connect(self._on_person)
        self._name = label(kind="page", wraps=True)
        self._name.setObjectName("scoresName")
        self._none = label(kind="secondary", wraps=True)
        self._scales = QHBoxLayout()
        self._scales.setSpacing(look.px(8))
        self._group = QButtonGroup(self)
        self._buttons: list[QPushButton] = []
        self._one = ResidentPanel(language, look)
        self._house = HousePanel(exports, exports.house, model.choose, language, look)
        self._whole = QPushButton(words.house.everybody)
        self._whole.setObjectName("wholeHouse")
        self._whole.setCheckable(True)
        self._whole.setProperty("kind", "choice")
        self._whole.clicked.connect(self._on_house)
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
        ways = QBoxLayout.Direction
        head = QBoxLayout(ways.TopToBottom if self._look.scale > _LARGE else ways.LeftToRight)
        head.addWidget(self._name, 1)
        head.addLayout(self._scales)
        right = QWidget()
        right.setObjectName("column")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, px(24))
        column.setSpacing(px(14))
        column.addLayout(head)
        for part in (self._none, self._export, self._one, self._house):
            column.addWidget(part)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(right)
        columns = QHBoxLayout()
        columns.setSpacing(px(20))
        people, record = (3, 8) if self._look.scale > _LARGE else (1, 4)
        left = QVBoxLayout()
        left.setSpacing(px(10))
        left.addWidget(self._whole)
        left.addWidget(self._people, 1)
        columns.addLayout(left, people)
        columns.addWidget(area, record)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(28), px(24), px(28), 0)
        layout.setSpacing(px(12))
        layout.addWidget(label(words.explained, "secondary", wraps=True))
        layout.addWidget(self._problem)
        layout.addLayout(columns, 1)

    def _show(self) -> None:
        model, language, words = self._model, self._language, self._language.words.scores
        message = model.problem.message if model.problem else ""
        unread = words.unread.format(message=message or language.words.problem.unexpected)
        set_text(self._problem, unread if model.problem else "")
        self._whole.setChecked(model.is_house)
        self._show_people()
        self._one.setVisible(not model.is_house)
        self._house.setVisible(model.is_house)
        if model.is_house:
            self._show_house()
        else:
            self._house.show_house(None)
            self._show_one()

    def _show_house(self) -> None:
        model, words = self._model, self._language.words.scores
        set_text(self._name, words.house.everybody)
        self._export.hide()
        house = model.house
        set_text(self._none, words.reading if house is None else "")
        self._house.setVisible(house is not None)
        self._show_scales(scales_in(house or ()))
        self._house.show_house(
            house_view(house or (), model.scale, model.residents, self._language)
        )

    def _show_one(self) -> None:
        model, words = self._model, self._language.words.scores
        resident, record = model.resident, model.record
        name = words.person.format(name=resident.full_name, room=resident.room) if resident else ""
        set_text(self._name, name)
        scale = (
            next((o for o in record.scales if o.scale.id == model.scale), None) if record else None
        )
        self._show_scales([one.scale.id for one in record.scales] if record else [])
        nothing = words.none if record else words.reading
        set_text(self._none, nothing if resident and scale is None else "")
        self._export.setVisible(self._exports.is_there and scale is not None)
        self._export.name(resident.full_name if resident else "")
        self._one.show_record(record, scale, model.due)

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
                if model.is_house:
                    item.setSelected(False)
                elif model.resident and line.id == model.resident.id:
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

    def _on_house(self) -> None:
        self._model.choose_house()
        self._whole.setChecked(True)

    def _on_scale(self) -> None:
        button = self.sender()
        model = self._model
        asked = (
            (model.house or ()) if model.is_house else model.record.scales if model.record else ()
        )
        for one in asked:
            if isinstance(button, QPushButton) and button.text() == one.scale.id.label:
                model.show_scale(one.scale.id)
