"""The audit log as a table that sorts and filters."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QBrush, QColor

from ui.staff.audit.audit_view import EntryView
from ui.staff.look.palette import LIGHT, Palette
from ui.staff.wording.language import Language

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
SORT = Qt.ItemDataRole.UserRole


class Column(IntEnum):
    """The columns, from left to right."""

    ENTRY = 0
    TIME = 1
    WHO = 2
    WHAT = 3
    ABOUT = 4
    DETAILS = 5


class AuditTable(QAbstractTableModel):
    """Entries, newest first."""

    def __init__(self, language: Language, parent: QObject, palette: Palette = LIGHT) -> None:
        super().__init__(parent)
        words = language.words.audit
        self._broken = words.broken_here
        self._palette = palette
        self._headings = (
            words.entry,
            words.time,
            words.who,
            words.what,
            words.about,
            words.details,
        )
        self._entries: tuple[EntryView, ...] = ()

    def show_entries(self, entries: tuple[EntryView, ...]) -> None:
        """Take new entries; nothing moves where nothing changed."""
        if entries == self._entries:
            return
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, colours, or what it is sorted by."""
        if not index.isValid():
            return None
        entry, column = self._entries[index.row()], Column(index.column())
        text = entry.cells[column]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                is_marked = entry.is_broken and column is Column.ENTRY
                return f"▲ {text}" if is_marked else text
            case Qt.ItemDataRole.ToolTipRole:
                return self._broken if entry.is_broken else text
            case Qt.ItemDataRole.AccessibleTextRole:
                said = f"{self._headings[column]}: {text}"
                return f"{said}. {self._broken}" if entry.is_broken else said
            case Qt.ItemDataRole.BackgroundRole if entry.is_broken:
                return QBrush(QColor(self._palette.red_tint))
            case Qt.ItemDataRole.ForegroundRole if entry.is_broken:
                return QBrush(QColor(self._palette.red))
            case _ if role == SORT:
                # Time is told by the order of the entries: the clock may have been set back.
                return entry.sequence if column <= Column.TIME else text.casefold()
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's name."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class FilteredTable(QSortFilterProxyModel):
    """Rows that hold every word of the filter in any column, in any case."""

    def __init__(self, table: AuditTable, parent: QObject) -> None:
        super().__init__(parent)
        self.setSourceModel(table)
        self.setSortRole(SORT)
        self._words: tuple[str, ...] = ()

    def filter(self, text: str) -> None:
        """Keep what matches."""
        self._words = tuple(text.casefold().split())
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: _Index) -> bool:
        """Return whether an entry matches."""
        if not self._words:
            return True
        table = self.sourceModel()
        cells = [str(table.index(row, column, parent).data()) for column in Column]
        whole = " ".join(cells).casefold()
        return all(word in whole for word in self._words)
