"""How many residents are in each band: a bar for each, with its name and number beside it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.staff.look.style import LINE, Look
from ui.staff.scores.house_view import BandBar
from ui.staff.scores.score_plot import ground_of

_ROW = 34


class BandBars(QWidget):
    """One row for each band, the gravest on top as on the line of a resident."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._bars: tuple[BandBar, ...] = ()
        self.setObjectName("bandBars")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: tuple[BandBar, ...]) -> None:
        """Show the bands, mildest first as they come."""
        self._bars = tuple(reversed(bars))
        self.setAccessibleName(". ".join(f"{bar.name}: {bar.count}" for bar in self._bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Be as high as the rows are."""
        px = self._look.px
        return QSize(px(420), px(_ROW) * max(len(self._bars), 1))

    def minimumSizeHint(self) -> QSize:
        """Never lose a row."""
        return QSize(self._look.px(300), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the name, then the bar, then the number."""
        if not self._bars:
            return
        px = self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(px(15))
        painter.setFont(font)
        metrics = painter.fontMetrics()
        names = max(metrics.horizontalAdvance(bar.name) for bar in self._bars) + px(16)
        numbers = metrics.horizontalAdvance("0000") + px(8)
        room = self.width() - names - numbers
        for row, bar in enumerate(self._bars):
            top = row * px(_ROW)
            line = QRectF(0, top, names, px(_ROW))
            painter.setPen(QColor(self._look.palette.text))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, bar.name)
            long = max(bar.part * room, px(3)) if bar.count else 0
            drawn = QRectF(names, top + px(6), long, px(_ROW - 12))
            painter.setPen(QPen(QColor(LINE), 1))
            painter.setBrush(ground_of(bar.share))
            if bar.count:
                painter.drawRoundedRect(drawn, px(4), px(4))
            painter.setPen(QColor(self._look.palette.text))
            after = QRectF(drawn.right() + px(8), top, numbers, px(_ROW))
            painter.drawText(after, Qt.AlignmentFlag.AlignVCenter, str(bar.count))
        painter.end()
