"""The answers item by item over the newest takings: darker is more, and the number says it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.staff.look.style import RED, SECONDARY, TEXT, Look
from ui.staff.scores.scores_view import ItemLine

_SHADES = (
    (QColor("#ECEFF3"), QColor(TEXT)),
    (QColor("#CFE3E6"), QColor(TEXT)),
    (QColor("#7FB7BF"), QColor(TEXT)),
    (QColor("#0B4F5C"), QColor("#FFFFFF")),
)


class ItemsGrid(QWidget):
    """One row for each item."""

    def __init__(self, look: Look, no_answer: str) -> None:
        super().__init__()
        self._look = look
        self._no_answer = no_answer
        self._lines: tuple[ItemLine, ...] = ()
        self._range = (0, 3)
        self.setObjectName("itemsGrid")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_items(self, lines: tuple[ItemLine, ...], points: tuple[int, int]) -> None:
        """Show the items with the least and most points one can have."""
        self._lines, self._range = lines, points
        told = [f"{line.name}: {', '.join(map(self._said, line.points))}" for line in lines]
        self.setAccessibleName(". ".join(told))
        self.updateGeometry()
        self.update()

    def _said(self, points: int | None) -> str:
        return self._no_answer if points is None else str(points)

    def sizeHint(self) -> QSize:
        """Be as high as the rows are."""
        px = self._look.px
        return QSize(px(330), max(px(28) * len(self._lines), px(28)))

    def minimumSizeHint(self) -> QSize:
        """Never lose a row."""
        return QSize(self._look.px(260), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw names, then a cell for each taking."""
        if not self._lines:
            return
        px = self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        taken = len(self._lines[0].points)
        cell = min(px(30), (self.width() - px(130)) / max(taken, 1))
        names = self.width() - taken * cell - px(8)
        for row, line in enumerate(self._lines):
            self._row(painter, line, QRectF(0, row * px(28), names, px(28)), cell)
        painter.end()

    def _row(self, painter: QPainter, line: ItemLine, place: QRectF, cell: float) -> None:
        px = self._look.px
        low, high = self._range
        last = line.points[-1]
        warns = line.is_grave and last is not None and last > low
        font = QFont(self.font())
        font.setPixelSize(px(14))
        font.setBold(warns)
        painter.setFont(font)
        ink = self._look.palette
        painter.setPen(QColor(ink.red if warns else ink.text))
        shown = painter.fontMetrics().elidedText(
            line.name, Qt.TextElideMode.ElideRight, int(place.width())
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
        for at, points in enumerate(line.points):
            box = QRectF(place.right() + at * cell + 2, place.top() + 2, cell - 4, px(24))
            grave = line.is_grave and points is not None and points > low
            ground, on_it = self._colours(points, low, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(RED) if grave else ground)
            painter.drawRoundedRect(box, px(4), px(4))
            painter.setPen(QColor("#FFFFFF") if grave else on_it)
            font.setPixelSize(px(13))
            font.setBold(False)
            painter.setFont(font)
            text = "–" if points is None else str(points)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _colours(self, points: int | None, low: int, high: int) -> tuple[QColor, QColor]:
        if points is None:
            return QColor("#FFFFFF"), QColor(SECONDARY)
        return _SHADES[round((points - low) / max(high - low, 1) * (len(_SHADES) - 1))]
