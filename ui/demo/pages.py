"""The pages of the staff window on a demo facility in which something has happened."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF
from PySide6.QtWidgets import QApplication

from app.alerts import AlertCause, AlertSource
from app.bootstrap import Basics, Lilo, open_facility
from app.identity import Basis, Consent, ConsentKind
from app.ids import new_uuid
from app.safety import DangerKind, Level
from ui.application import Windows, staff_window
from ui.handing_over import attach_staff
from ui.shared.chime import SilentChime
from ui.shared.spawner import TaskSpawner
from ui.staff.shots import shoot_staff


async def shoot_pages(
    _application: QApplication,
    basics: Basics,
    folder: Path,
    sign_in: tuple[str, str],
    tell: Callable[[str], None],
) -> int:
    """Write the pictures and tell where each is; return 0."""
    windows = Windows(TaskSpawner(), SilentChime())
    windows.staff = staff_window(basics, windows)
    windows.staff.show()
    lilo = await asyncio.to_thread(open_facility, basics)
    try:
        await _something_happens(lilo)
        await _photographs_come(lilo)
        attach_staff(windows.staff, lilo)
        for path in await shoot_staff(
            windows.staff, folder, sign_in, lambda: windows.spawner.is_busy
        ):
            tell(str(path))
        return 0
    finally:
        windows.staff.close()
        await windows.spawner.close()
        lilo.close()


async def _something_happens(lilo: Lilo) -> None:
    people = {resident.given_name: resident.id for resident in lilo.residents}
    first, *others = people.values()
    said = AlertCause(
        AlertSource.WORDS,
        Level.IMMEDIATE,
        DangerKind.SUICIDE,
        "I’ve been saving them up, the little white ones.",
        ("Says that means are at hand",),
        0.97,
    )
    await lilo.desk.raise_alert(first, said)
    if others:
        await lilo.desk.raise_alert(others[0], AlertCause(AlertSource.CALL_BUTTON, Level.URGENT))


async def _photographs_come(lilo: Lilo) -> None:
    """Put two drawn pictures to the first resident's first story, with their consent."""
    resident = lilo.residents[0]
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
            _drawn_house(sky, ground).save(str(path))
            await editor.add_photo(resident.id, stories[0].passage.id, path, member.id)


def _drawn_house(sky: str, ground: str) -> QImage:
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
