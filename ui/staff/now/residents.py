"""The residents' tiles: a list model, and a delegate that paints name, score and its line."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.staff.look.style import RADIUS, Look
from ui.staff.now.side_view import TileView
from ui.staff.now.sparkline import paint_sparkline, trend_colour

_Index = QModelIndex | QPersistentModelIndex
_TILE = Qt.ItemDataRole.UserRole
_TILE_HEIGHT = 120
_GAP = 10
_ROOT = QModelIndex()


class ResidentTiles(QAbstractListModel):
    """All tiles, in order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tiles: tuple[TileView, ...] = ()

    def show_tiles(self, tiles: tuple[TileView, ...]) -> None:
        """Take new tiles; where only their contents changed, selection and scrolling stay."""
        if len(tiles) == len(self._tiles):
            self._tiles = tiles
            if tiles:
                self.dataChanged.emit(self.index(0), self.index(len(tiles) - 1))
            return
        self.beginResetModel()
        self._tiles = tiles
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many residents there are."""
        return 0 if parent.isValid() else len(self._tiles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the tile, or the words for it."""
        if not index.isValid():
            return None
        tile = self._tiles[index.row()]
        if role == _TILE:
            return tile
        if role == Qt.ItemDataRole.DisplayRole:
            return tile.name
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return tile.spoken
        return None


class _TilePainter(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002
        view: QWidget = option.widget
        return view.gridSize() if isinstance(view, QListView) else QSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tile: TileView = index.data(_TILE)
        px, paint = self._look.px, self._look.palette
        whole: QRect = option.rect
        state: QStyle.StateFlag = option.state
        box = QRectF(whole).adjusted(0.5, 0.5, -px(_GAP) - 0.5, -px(_GAP) - 0.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(state & QStyle.StateFlag.State_HasFocus)
        edge = paint.mark if is_chosen else paint.secondary if tile.alert else paint.line
        painter.setPen(QPen(QColor(edge), 2 if is_chosen else 1))
        painter.setBrush(QColor(paint.card))
        painter.drawRoundedRect(box, px(RADIUS) * 0.8, px(RADIUS) * 0.8)
        inner = box.adjusted(px(11), px(9), -px(11), -px(9))
        taken = self._alert(painter, inner, tile.alert, paint.text)
        name = inner.adjusted(0, 0, -taken, 0)
        top = self._line(painter, name, tile.name, paint.text, 15, is_bold=True)
        top += self._line(painter, inner.adjusted(0, top, 0, 0), tile.line, paint.secondary, 13)
        row = inner.adjusted(0, top, 0, 0)
        top += self._line(painter, row, tile.heard, paint.secondary, 13)
        area = inner.adjusted(px(2), top + px(6), -px(2), 0)
        self._trend(painter, area, tile)
        painter.restore()

    def _alert(self, painter: QPainter, area: QRectF, alert: str, colour: str) -> int:
        """Write at the right of the name that there is an alert; return the width it took."""
        if not alert:
            return 0
        font = self._font(13, is_bold=True)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        said = f"● {alert}"
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(area, right, said)
        return QFontMetrics(font).horizontalAdvance(said) + self._look.px(6)

    def _trend(self, painter: QPainter, area: QRectF, tile: TileView) -> None:
        font = self._font(14, is_bold=True)
        painter.setFont(font)
        painter.setPen(trend_colour(tile.trend, self._look.palette))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, right, tile.change)
        px = self._look.px
        # As wide as "▲12", so that all lines end below one another.
        wide = QFontMetrics(font).horizontalAdvance("▲12") + px(6)
        line = area.adjusted(0, px(2), -wide, -px(3))
        paint_sparkline(
            painter, tile.points, line, tile.trend, 2 * self._look.scale, self._look.palette
        )

    def _font(self, size: int, *, is_bold: bool) -> QFont:
        font = QFont(self._look.family)
        font.setPixelSize(self._look.px(size))
        font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
        return font

    def _line(
        self,
        painter: QPainter,
        area: QRectF,
        text: str,
        colour: str,
        size: int,
        *,
        is_bold: bool = False,
    ) -> int:
        font = self._font(size, is_bold=is_bold)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)
        return metrics.lineSpacing() + self._look.px(1)


class ResidentList(QListView):
    """Two tiles abreast; arrow keys move among them, Enter or a click opens the record."""

    opened = Signal(object)

    def __init__(self, name: str, look: Look) -> None:
        super().__init__()
        self.setObjectName("residents")
        self.setAccessibleName(name)
        self._look = look
        self.tiles = ResidentTiles(self)
        self.setModel(self.tiles)
        self.setItemDelegate(_TilePainter(look, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter."""
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self._on_open(index)
        else:
            super().keyPressEvent(event)

    def _on_open(self, index: QModelIndex) -> None:
        tile: TileView | None = index.data(_TILE)
        if tile:
            self.opened.emit(tile.opens)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep two tiles abreast, or as many as fit."""
        super().resizeEvent(event)
        width = self.viewport().width()
        abreast = max(2, width // self._look.px(210))
        # One pixel less than fits: exactly as wide would already wrap.
        grid = QSize((width - 1) // abreast, self._look.px(_TILE_HEIGHT + _GAP))
        if grid != self.gridSize():
            self.setGridSize(grid)
            self.updateGeometry()
        # Qt keeps a scroll bar that was needed for a moment while the layout settled.
        fits = self.height() >= self.sizeHint().height()
        self.scheduleDelayedItemsLayout()
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )

    def sizeHint(self) -> QSize:
        """Be as high as it takes to show everybody."""
        grid = self.gridSize()
        if not grid.isValid() or grid.width() == 0:
            return super().sizeHint()
        abreast = max(1, self.viewport().width() // grid.width())
        rows = -(-self.tiles.rowCount() // abreast)
        return QSize(2 * grid.width(), rows * grid.height() + 2 * self.frameWidth() + 2)

    def minimumSizeHint(self) -> QSize:
        """Show one row at least."""
        return QSize(0, min(self.sizeHint().height(), self._look.px(_TILE_HEIGHT + _GAP)))
