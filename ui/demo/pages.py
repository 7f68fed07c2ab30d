"""The pages of the staff window on a demo facility in which something has happened."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.alerts import AlertCause, AlertSource
from app.bootstrap import Basics, Lilo, open_facility
from app.safety import DangerKind, Level
from ui.application import Windows, staff_window
from ui.demo.photographs import photographs_come
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
        # The first of the list is the one whose record is opened.
        await photographs_come(lilo, lilo.residents[0])
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
