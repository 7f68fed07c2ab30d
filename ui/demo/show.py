"""The demo as a program: opens both windows on a demo facility and plays the script in them."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.bootstrap import Basics, open_facility
from app.demo.clock import SettableClock
from app.demo.facility import KIOSK_RESIDENT
from app.demo.script import Script
from ui.application import Windows, has_display, kiosk_window, staff_window
from ui.demo.player import Player
from ui.handing_over import attach_kiosk, attach_staff, resident_named
from ui.shared.chime import Chime, SilentChime
from ui.shared.spawner import TaskSpawner

_PACE_S = 2.5


async def play_demo(
    _application: QApplication,
    basics: Basics,
    clock: SettableClock,
    script: Script,
    tell: Callable[[str], None],
    shots: Path | None,
) -> int:
    """Play the script once; return 0, or 1 when it raised other alerts than it should."""
    watched = has_display()
    windows = Windows(TaskSpawner(), _chime() if watched else SilentChime())
    windows.kiosk = kiosk_window(basics, windows)
    windows.staff = staff_window(basics, windows)
    windows.kiosk.show()
    windows.staff.show()
    lilo = await asyncio.to_thread(open_facility, basics)
    try:
        attach_staff(windows.staff, lilo)
        attach_kiosk(windows.kiosk, lilo, resident_named(lilo, KIOSK_RESIDENT))
        tell("Loading the models.")
        await lilo.wake()
        if lilo.waking.fault:
            tell(f"Note: {lilo.waking.fault}")
        await lilo.tiers.ready()
        if lilo.tiers.fault:
            tell(f"Note: {lilo.tiers.fault}")
        player = Player(
            lilo,
            windows,
            clock,
            tell,
            shots,
            _PACE_S if watched else 0.0,
        )
        as_it_should = await player.play(script)
        for line in player.wrong:
            tell(f"WRONG: {line}")
        tell(f"\nWays of helping that answered: {', '.join(player.agents)}.")
        verdict = await lilo.trail.verify()
        tell(f"\nAudit log: {verdict.checked} entries, {'whole' if verdict.valid else 'BROKEN'}.")
        for health in lilo.gateway.health():
            tell(f"Tier {health.tier}: {health.answered} replies, {health.breaker.value}.")
        return 0 if as_it_should and verdict.valid else 1
    finally:
        windows.kiosk.close()
        windows.staff.close()
        await windows.spawner.close()
        lilo.close()


def _chime() -> Chime:
    from ui.shared.qt_chime import QtChime

    return QtChime()
