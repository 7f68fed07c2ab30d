"""Totals over their bands, drawn by hand: each value and band stands there in words as well."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.staff.look.style import LINE, SECONDARY, TEAL, TEXT, Look
from ui.staff.scores.scores_view import PlotView

_MILD, _MIDDLE, _GRAVE = QColor("#E8F3EA"), QColor("#FAEACF"), QColor("#F3C9C9")


class ScorePlot(QWidget):
    """The line of one scale."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._view: PlotView | None = None
        self.setObjectName("scorePlot")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look.px(260))

    def show_plot(self, view: PlotView | None) -> None:
        """Show a line, or nothing."""
        self._view = view
        self.setAccessibleName(view.spoken if view else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Be large where there is room."""
        return QSize(self._look.px(560), self._look.px(330))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bands, then the line, then its values."""
        view, px = self._view, self._look.px
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(px(34), px(18), -px(16), -px(30))
        self._bands(painter, view, area)
        self._line(painter, view, area)
        painter.end()

    def _bands(self, painter: QPainter, view: PlotView, area: QRectF) -> None:
        px = self._look.px
        font = QFont(self.font())
        font.setPixelSize(px(13))
        painter.setFont(font)
        for band in view.bands:
            top, bottom = _y(view, area, band.high), _y(view, area, band.low)
            ground = QRectF(area.left(), top, area.width(), bottom - top)
            painter.fillRect(ground, ground_of(band.share))
            painter.setPen(QColor(LINE))
            painter.drawLine(QPointF(area.left(), bottom), QPointF(area.right(), bottom))
            painter.setPen(QColor(SECONDARY))
            painter.drawText(QPointF(area.left() + px(8), bottom - px(6)), band.name)
            # Outside of the bands, which are light by night too, stands what the page stands on.
            painter.setPen(QColor(self._look.palette.secondary))
            self._mark(painter, str(band.low), area.left() - px(8), bottom)
        self._mark(painter, str(view.highest), area.left() - px(8), area.top())

    def _mark(self, painter: QPainter, text: str, right: float, middle: float) -> None:
        px = self._look.px
        place = QRectF(right - px(40), middle - px(10), px(40), px(20))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, side, text)

    def _line(self, painter: QPainter, view: PlotView, area: QRectF) -> None:
        px = self._look.px
        span = view.points[-1].day or 1
        inner = area.adjusted(px(70), 0, -px(30), 0)
        places = [
            QPointF(
                inner.left() + point.day / span * inner.width()
                if len(view.points) > 1
                else inner.center().x(),
                _y(view, area, point.total),
            )
            for point in view.points
        ]
        painter.setPen(QPen(QColor(TEAL), px(3)))
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(QColor(TEAL))
        for place in places:
            painter.drawEllipse(place, px(5), px(5))
        strong = QFont(self.font())
        strong.setPixelSize(px(15))
        strong.setBold(True)
        small = QFont(self.font())
        small.setPixelSize(px(13))
        last_label = -1e9
        for at, (point, place) in enumerate(zip(view.points, places, strict=True)):
            painter.setFont(strong)
            painter.setPen(QColor(TEXT))
            is_close = at + 1 < len(places) and places[at + 1].x() - place.x() < px(34)
            # Beside it where the next would stand in the way.
            box = QRectF(place.x() - px(24), place.y() - px(30), px(48), px(22))
            if is_close:
                box.translate(-px(24), px(19))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(point.total))
            if place.x() - last_label < px(58):
                continue
            last_label = place.x()
            painter.setFont(small)
            painter.setPen(QColor(self._look.palette.secondary))
            under = QRectF(place.x() - px(34), area.bottom() + px(6), px(68), px(20))
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, point.label)


def _y(view: PlotView, area: QRectF, total: float) -> float:
    return area.bottom() - (total - view.lowest) / (view.highest - view.lowest) * area.height()


def ground_of(share: float) -> QColor:
    """Return the colour of a band; 0 is the mildest and 1 the gravest."""
    first, second, part = (
        (_MILD, _MIDDLE, share * 2) if share < 0.5 else (_MIDDLE, _GRAVE, share * 2 - 1)
    )
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * part,
        first.greenF() + (second.greenF() - first.greenF()) * part,
        first.blueF() + (second.blueF() - first.blueF()) * part,
    )
