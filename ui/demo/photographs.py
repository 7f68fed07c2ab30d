"""Photographs for the demo facility: drawn, nobody's, and shown with a recorded consent."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

from app.bootstrap import Lilo
from app.identity import Basis, Consent, ConsentKind, Resident
from app.ids import new_uuid


async def photographs_come(lilo: Lilo, resident: Resident) -> None:
    """Put two drawn pictures to the resident's first story, with their consent."""
    with lilo.database.unit() as unit:
        member = unit.staff.all()[0]
        unit.consents.add(
            Consent(
                new_uuid(),
                resident.id,
                ConsentKind.LIFE_STORY_PHOTOS,
                is_given=True,
                basis=Basis.RESIDENT,
                said_by=resident.full_name,
                recorded_by=member.id,
                at=lilo.basics.clock(),
            )
        )
    editor = lilo.station.stories.editor
    stories = await editor.shelf.stories(resident.id)
    with tempfile.TemporaryDirectory() as folder:
        for name, sky, ground in (("day", "#BFD9E8", "#8FA678"), ("dusk", "#E6B58A", "#6F6A55")):
            path = Path(folder) / f"{name}.png"
            drawn_house(sky, ground).save(str(path))
            await editor.add_photo(resident.id, stories[0].passage.id, path, member.id)


def drawn_house(sky: str, ground: str) -> QImage:
    """Return a small house in a field: nobody's photograph."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor(sky))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, place in (
        (ground, QRectF(0, 330, 640, 150)),
        ("#F2E6D0", QRectF(200, 210, 240, 150)),
        ("#6B4A36", QRectF(296, 280, 48, 80)),
        ("#7F99A6", QRectF(228, 250, 44, 44)),
        ("#7F99A6", QRectF(368, 250, 44, 44)),
    ):
        painter.setBrush(QColor(colour))
        painter.drawRect(place)
    painter.setBrush(QColor("#8C3F36"))
    painter.drawPolygon(QPolygonF([QPointF(180, 212), QPointF(320, 120), QPointF(460, 212)]))
    painter.end()
    return image
