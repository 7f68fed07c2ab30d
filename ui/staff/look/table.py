"""A table of short texts: a row is chosen with the arrows, and read out with its headings."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui.staff.audit.row_lines import RowLines
from ui.staff.live.health import Tone
from ui.staff.look.columns import share_out
from ui.staff.look.style import Look

_MOST_HIGH = 24

MEASURED = 40
"""How many rows are measured to find the width of a column."""


@dataclass(frozen=True, slots=True)
class RowView:
    """One row.

    Attributes:
        key: what the row stands for, as text; "" where it cannot be chosen.
        tone: how the row is meant, in words as well; only BAD is coloured.
    """

    key: str
    cells: tuple[str, ...]
    tone: Tone = Tone.GOOD


class Table(QTableWidget):
    """Rows that are shown and chosen, never edited.

    Args:
        grows: be as high as the rows instead of filling the page.
        most: so many of them; further ones scroll.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        said: str,
        headings: Sequence[str],
        look: Look,
        *,
        grows: bool = False,
        most: int = _MOST_HIGH,
    ) -> None:
        super().__init__(0, len(headings))
        self._look = look
        self._headings = tuple(headings)
        self._rows: tuple[RowView, ...] = ()
        self._grows = grows
        self._fits = True
        self._most = most
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setHorizontalHeaderLabels(list(headings))
        self.setItemDelegate(RowLines(look.px(8), self, look.palette))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.px(38))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        # By the rows that fit a large screen: measuring years of them is most of showing a page.
        header.setResizeContentsPrecision(MEASURED)
        self.itemSelectionChanged.connect(self._on_selected)

    @property
    def key(self) -> str:
        """What the chosen row stands for, or nothing."""
        at = self.currentRow()
        is_chosen = bool(self.selectedItems()) and 0 <= at < len(self._rows)
        return self._rows[at].key if is_chosen else ""

    def choose(self, key: str) -> None:
        """Choose the row of a key; one that is not there changes nothing."""
        keys = [row.key for row in self._rows]
        if key in keys:
            self.selectRow(keys.index(key))

    def show_rows(self, rows: Sequence[RowView]) -> None:
        """Take new rows; what was chosen stays chosen while it is there."""
        if tuple(rows) == self._rows:
            return
        key = self.key
        self._rows = tuple(rows)
        blocker = QSignalBlocker(self)
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, text in enumerate(row.cells):
                self.setItem(at, column, self._item(row, column, text))
        self.clearSelection()
        if key and key in (keys := [row.key for row in rows]):
            self.selectRow(keys.index(key))
        blocker.unblock()
        if self.key != key:
            self.chosen.emit(self.key)
        self._share_out()
        if self._grows:
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the rows are with the style that it is shown in."""
        super().showEvent(event)
        if self._grows:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out, and never give a column less than its texts take."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        was, self._fits = self._fits, share_out(self, len(self._headings))
        if self._grows and was is not self._fits:
            self._fit()

    def _item(self, row: RowView, column: int, text: str) -> QTableWidgetItem:
        made = QTableWidgetItem(text)
        made.setToolTip(text)
        made.setData(Qt.ItemDataRole.AccessibleTextRole, f"{self._headings[column]}: {text}")
        if row.tone is Tone.BAD:
            made.setForeground(QBrush(QColor(self._look.palette.red)))
        return made

    def _fit(self) -> None:
        shown = max(min(self.rowCount(), self._most), 1)
        # Its size is that of the style sheet's letters only once it has the style sheet.
        self.horizontalHeader().ensurePolished()
        header = self.horizontalHeader().sizeHint().height()
        # Columns that do not fit side by side need a bar below them.
        bar = 0 if self._fits else self._look.px(12)
        frame = 2 * self.frameWidth()
        self.setFixedHeight(header + shown * self._look.px(38) + frame + bar)
        is_whole = self.rowCount() <= self._most
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if is_whole else policy.ScrollBarAsNeeded
        )

    def _on_selected(self) -> None:
        self.chosen.emit(self.key)
