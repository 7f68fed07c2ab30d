"""A small line of how a score went; where it ends is marked, and colour never speaks alone."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.staff.look.palette import LIGHT, Palette
from ui.staff.now.side_view import Trend


def trend_colour(trend: Trend, palette: Palette = LIGHT) -> QColor:
    """Return the colour of a trend; the arrow and number beside it say the same."""
    colours = {Trend.RISING_MUCH: palette.red, Trend.FALLING: palette.mark}
    return QColor(colours.get(trend, palette.secondary))


def spark_points(values: Sequence[int], area: QRectF) -> list[QPointF]:
    """Place the values in the area, oldest left, highest on top.

    A line that hardly moves stays flat: the area spans at least six points.
    """
    if not values:
        return []
    low, high = min(values), max(values)
    spread = max(high - low, 6)
    base = (high + low - spread) / 2
    step = area.width() / (len(values) - 1) if len(values) > 1 else 0.0
    start = area.left() if len(values) > 1 else area.right()
    return [
        QPointF(start + at * step, area.bottom() - (value - base) / spread * area.height())
        for at, value in enumerate(values)
    ]


def paint_sparkline(
    painter: QPainter,
    values: Sequence[int],
    area: QRectF,
    trend: Trend,
    thickness: float,
    palette: Palette = LIGHT,
) -> None:
    """Draw the line with a dot at its newest value."""
    points = spark_points(values, area)
    if not points:
        return
    colour = trend_colour(trend, palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, thickness)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(points))
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(points[-1], thickness * 1.7, thickness * 1.7)
    painter.restore()
