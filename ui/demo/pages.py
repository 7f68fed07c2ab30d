"""The pages of the staff window on a demo facility with a little life in it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from app.bootstrap import Basics, Lilo, open_facility
from app.demo.clock import SettableClock
from ui.application import Windows, staff_window
from ui.demo.life import Life
from ui.demo.photographs import photographs_come
from ui.handing_over import attach_staff, staff_services
from ui.shared.chime import SilentChime
from ui.shared.spawner import TaskSpawner
from ui.staff.shots import shoot_now, shoot_staff
from ui.staff.window import StaffWindow


async def shoot_pages(
    _application: QApplication,
    basics: Basics,
    folder: Path,
    sign_in: tuple[str, str],
    tell: Callable[[str], None],
    clock: SettableClock,
) -> int:
    """Write the pictures and tell where each is; return 0.

    Args:
        clock: that of the basics; it goes through an evening and a night.
    """
    windows = Windows(TaskSpawner(), SilentChime())
    windows.staff = staff_window(basics, windows)
    windows.staff.show()
    lilo = await asyncio.to_thread(open_facility, basics)
    try:
        tell("Loading the models.")
        await lilo.wake()
        await Life(lilo, clock).live()
        # The first of the list is the one whose record is opened.
        await photographs_come(lilo, lilo.residents[0])
        attach_staff(windows.staff, lilo)
        for path in await shoot_staff(
            windows.staff, folder, sign_in, lambda: windows.spawner.is_busy
        ):
            tell(str(path))
        for path in await _shoot_other_ways(lilo, windows, folder, sign_in):
            tell(str(path))
        return 0
    finally:
        windows.staff.close()
        await windows.spawner.close()
        lilo.close()


async def _shoot_other_ways(
    lilo: Lilo, windows: Windows, folder: Path, sign_in: tuple[str, str]
) -> list[Path]:
    """Write the Now page by night, in the largest letters, and in Spanish."""
    made = []
    ways: dict[str, dict[str, Any]] = {
        "now-dark": {"is_dark": True},
        "now-200": {"text_scale": 2.0},
        "now-spanish": {"language": "es"},
    }
    for name, way in ways.items():
        window = StaffWindow(
            staff_services(lilo),
            windows.spawner,
            windows.chime,
            journal=lilo.basics.call_button.journal,
            clock=lilo.basics.clock,
            has_motion=False,
            **way,
        )
        window.show()
        made.append(
            await shoot_now(
                window, folder / f"staff-{name}.png", sign_in, lambda: windows.spawner.is_busy
            )
        )
        window.close()
    return made
