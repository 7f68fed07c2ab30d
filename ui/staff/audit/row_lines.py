"""A thin line below each row of a table, instead of a grid."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.staff.look.palette import LIGHT, Palette


class RowLines(QStyledItemDelegate):
    """Draws cells as usual, without a frame around the current one: the whole row is marked.

    Args:
        room: left free on either side of the text.
    """

    def __init__(self, room: int, parent: QObject, palette: Palette = LIGHT) -> None:
        super().__init__(parent)
        self._room = room
        self._palette = palette

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Leave the room on either side as well."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + 2 * self._room, size.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the ground, the text with room around it, and the line below."""
        cell = QRect(option.rect)
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, QColor(self._palette.tint))
        elif isinstance(ground, QBrush):
            painter.fillRect(cell, ground)
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
        option.rect = cell.adjusted(self._room, 0, -self._room, 0)
        super().paint(painter, option, index)
        if index.row() == index.model().rowCount() - 1:
            # The edge of the table is its line.
            return
        painter.save()
        painter.setPen(QColor(self._palette.line))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        painter.restore()
