"""A picture of how recall grows: time and memory over the size of the knowledge base."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPen

from app.commands.recall_scale import Grown

_WIDTH, _HEIGHT = 1360, 560
_MARGIN = 90
_PANEL = (_WIDTH - 3 * _MARGIN) // 2
_INK, _GRID = QColor("#1b1f24"), QColor("#d5d9de")
_COLOURS = (QColor("#0b5cad"), QColor("#b3470f"))

Series = tuple[str, Callable[[Grown], float]]

_LEFT: Sequence[Series] = (
    ("six streams, 95th percentile, ms", lambda g: g.p95_ms),
    ("start-up of the index, s", lambda g: g.start_up_s),
)
_RIGHT: Sequence[Series] = (
    ("memory of the index, MB", lambda g: g.index_mb),
    ("database on disk, MB", lambda g: g.database_mb),
)


def draw_growth(grown: Sequence[Grown], path: Path, title: str) -> None:
    """Draw both panels into a PNG; both axes are logarithmic."""
    # Letters cannot be drawn without an application; one that runs already is used.
    application = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_INK)
    painter.setFont(_font(17))
    painter.drawText(
        QRectF(_MARGIN, 14, _WIDTH - 2 * _MARGIN, 40), Qt.AlignmentFlag.AlignLeft, title
    )
    _panel(painter, QRectF(_MARGIN, 110, _PANEL, _HEIGHT - 190), grown, _LEFT)
    _panel(painter, QRectF(2 * _MARGIN + _PANEL, 110, _PANEL, _HEIGHT - 190), grown, _RIGHT)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(path))
    del application


def _panel(
    painter: QPainter, area: QRectF, grown: Sequence[Grown], series: Sequence[Series]
) -> None:
    sizes = [g.chunks for g in grown]
    values = [max(value(g), 0.01) for _, value in series for g in grown]
    low, high = _decades(values)
    left, right = math.log10(min(sizes)), math.log10(max(*sizes, min(sizes) + 1))

    def at(size: float, value: float) -> QPointF:
        across = (math.log10(size) - left) / max(right - left, 1e-9)
        up = (math.log10(max(value, 0.01)) - low) / (high - low)
        return QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())

    painter.setFont(_font(12))
    for decade in range(low, high + 1):
        y = at(sizes[0], 10.0**decade).y()
        painter.setPen(QPen(_GRID, 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(_INK)
        box = QRectF(area.left() - 80, y - 12, 70, 24)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"{10.0**decade:g}")
    for size in sizes:
        x = at(size, 1.0).x()
        box = QRectF(x - 60, area.bottom() + 10, 120, 24)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, f"{size:,}")
    below = QRectF(area.left(), area.bottom() + 38, area.width(), 24)
    painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, "chunks in the knowledge base")
    for number, (name, value) in enumerate(series):
        colour = _COLOURS[number]
        painter.setPen(QPen(colour, 3))
        points = [at(g.chunks, value(g)) for g in grown]
        painter.drawPolyline(points)
        painter.setBrush(colour)
        for point, g in zip(points, grown, strict=True):
            painter.drawEllipse(point, 5, 5)
            painter.drawText(QPointF(point.x() + 8, point.y() - 9), f"{value(g):g}")
        painter.drawText(QPointF(area.left(), area.top() - 36 + 22 * number), f"● {name}")


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _font(size: int) -> QFont:
    font = QFont("DejaVu Sans")
    font.setPixelSize(size)
    return font
