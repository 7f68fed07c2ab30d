"""The whole house on one scale: how totals are spread, and who got worse."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ids import ResidentId
from app.station import ExportFormat
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.look.table import Table
from ui.staff.paper.export_bar import ExportBar
from ui.staff.paper.export_model import ExportModel, Target
from ui.staff.scores.band_bars import BandBars
from ui.staff.scores.house_view import HouseView
from ui.staff.wording.language import Language


class HousePanel(QWidget):
    """Shows what it is given; from a row one comes to its resident."""

    def __init__(
        self,
        exports: ExportModel,
        hand_out: Callable[[ExportFormat, Target], None],
        open_resident: Callable[[ResidentId], None],
        language: Language,
        look: Look,
    ) -> None:
        super().__init__()
        words, px = language.words.scores.house, look.px
        self.setObjectName("column")
        self._open = open_resident
        self._exports = exports
        warning = language.words.exports.warning_house
        self._export = ExportBar(exports, hand_out, language, look, warning=warning)
        self._heading = label(kind="strong")
        self._heading.setObjectName("houseHeading")
        self._asked = label(kind="secondary", wraps=True)
        self._asked.setObjectName("houseAsked")
        self._bars = BandBars(look)
        self._moved = label(kind="strong", wraps=True)
        self._moved.setObjectName("houseMoved")
        headings = (words.resident, words.newest, words.band, words.change, words.day)
        self._table = Table("houseTable", words.table, headings, look, grows=True)
        self._table.chosen.connect(self._on_chosen)
        self._table.itemActivated.connect(self._on_open)
        self._look_at = KeyButton(words.look_at)
        self._look_at.setObjectName("houseOpen")
        self._look_at.clicked.connect(self._on_open)
        self._look_at.setEnabled(False)
        self._none = label(words.none, "secondary", wraps=True)
        spread = _panel(look, self._heading, self._asked, self._bars)
        row = QHBoxLayout()
        row.addWidget(self._look_at)
        row.addStretch()
        explained = label(words.explained, "small", wraps=True)
        moved = _panel(look, self._moved, explained, self._table, row)
        self._panels = (spread, moved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(14))
        for part in (self._none, self._export, spread, moved):
            layout.addWidget(part)
        layout.addStretch()

    def show_house(self, view: HouseView | None) -> None:
        """Show a scale, or that nobody was asked one."""
        self._none.setVisible(view is None)
        self._export.setVisible(view is not None and self._exports.is_there)
        for panel in self._panels:
            panel.setVisible(view is not None)
        set_text(self._heading, view.heading if view else "")
        set_text(self._asked, view.asked if view else "")
        set_text(self._moved, view.moved if view else "")
        self._bars.show_bars(view.bars if view else ())
        self._table.show_rows(view.rows if view else ())

    def _on_chosen(self, key: str) -> None:
        self._look_at.setEnabled(bool(key))

    def _on_open(self) -> None:
        if key := self._table.key:
            self._open(ResidentId(UUID(key)))


def _panel(look: Look, *parts: QWidget | QHBoxLayout) -> QFrame:
    made = QFrame()
    made.setObjectName("panel")
    inside = QVBoxLayout(made)
    inside.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(18))
    inside.setSpacing(look.px(8))
    for part in parts:
        if isinstance(part, QWidget):
            inside.addWidget(part)
        else:
            inside.addLayout(part)
    return made
