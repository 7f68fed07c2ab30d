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


_COLUMNS = len(Column)
_TIME = Column.TIME.value


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
        self._searched: tuple[str, ...] = ()

    def show_entries(self, entries: tuple[EntryView, ...]) -> None:
        """Take new entries; nothing moves where nothing changed."""
        if entries == self._entries:
            return
        self.beginResetModel()
        self._entries = entries
        self._searched = tuple(self._words_of(entry) for entry in entries)
        self.endResetModel()

    def searched(self, row: int) -> str:
        """Return all that stands in a row, in small letters."""
        return self._searched[row]

    def _words_of(self, entry: EntryView) -> str:
        marked = "▲ " if entry.is_broken else ""
        return f"{marked}{' '.join(entry.cells)}".casefold()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else _COLUMNS

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, colours, or what it is sorted by."""
        if not index.isValid():
            return None
        # Asked thousands of times for a page: plain numbers, and what sorting asks comes first.
        entry, column = self._entries[index.row()], index.column()
        text = entry.cells[column]
        if role == SORT:
            # Time is told by the order of the entries: the clock may have been set back.
            return entry.sequence if column <= _TIME else text.casefold()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                is_marked = entry.is_broken and column == 0
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
        self._table = table
        self.setSourceModel(table)
        self.setSortRole(SORT)
        self._words: tuple[str, ...] = ()

    def filter(self, text: str) -> None:
        """Keep what matches."""
        # Rows alone: what is sorted stays sorted.
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, _parent: _Index) -> bool:
        """Return whether an entry matches."""
        whole = self._table.searched(row)
        return all(word in whole for word in self._words)
