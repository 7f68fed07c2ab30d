"""One picture of many: a row for each screen."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter

ROW_PX = 240
GAP_PX = 6
GROUND = 0xFF5A6068


class ContactSheet:
    """Puts pictures of one height side by side, row under row."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._rows: list[list[QImage]] = []

    def add_row(self, pictures: Sequence[QImage]) -> None:
        """Add a row; its pictures keep their shape."""
        smooth = Qt.TransformationMode.SmoothTransformation
        self._rows.append([picture.scaledToHeight(ROW_PX, smooth) for picture in pictures])

    def image(self) -> QImage:
        """Return the sheet."""
        widths = [
            max((row[column].width() for row in self._rows), default=0)
            for column in range(self._columns)
        ]
        width = sum(widths) + (self._columns + 1) * GAP_PX
        height = len(self._rows) * (ROW_PX + GAP_PX) + GAP_PX
        sheet = QImage(width, height, QImage.Format.Format_RGB32)
        sheet.fill(GROUND)
        painter = QPainter(sheet)
        for line, row in enumerate(self._rows):
            left = GAP_PX
            for column, picture in enumerate(row):
                painter.drawImage(QPoint(left, GAP_PX + line * (ROW_PX + GAP_PX)), picture)
                left += widths[column] + GAP_PX
        painter.end()
        return sheet
