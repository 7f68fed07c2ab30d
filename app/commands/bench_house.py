"""What is measured in a whole house: both real windows over a real facility, drawn offscreen."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from rich.progress import Progress

from app.bootstrap import Basics, Lilo, open_facility
from app.commands.bench_alarm import bench_alarm
from app.commands.bench_board import bench_board
from app.commands.bench_timers import bench_timers
from app.commands.bench_waiting import STAFF_LOGIN, signed_in
from app.demo.facility import KIOSK_RESIDENT
from app.ids import StaffId
from app.quality.timing import BenchError, Figure
from ui.application import Windows, kiosk_window, staff_window
from ui.handing_over import attach_kiosk, attach_staff, resident_named
from ui.shared.chime import SilentChime
from ui.shared.spawner import TaskSpawner


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured: dangers said, alerts that fall due, and alerts in the store."""

    turns: int
    timers: int
    alerts: int


async def bench_house(
    basics: Basics, sizes: Sizes, progress: Progress, found: Callable[[Figure], None]
) -> int:
    """Measure one thing after the other, each on what the one before has left; return 0."""
    windows = Windows(TaskSpawner(), SilentChime())
    windows.kiosk = kiosk_window(basics, windows)
    windows.staff = staff_window(basics, windows)
    shut = ExitStack()
    shut.callback(windows.kiosk.close)
    shut.callback(windows.staff.close)
    windows.kiosk.show()
    windows.staff.show()
    lilo = await asyncio.to_thread(open_facility, basics)
    try:
        attach_staff(windows.staff, lilo)
        attach_kiosk(windows.kiosk, lilo, resident_named(lilo, KIOSK_RESIDENT))
        await _ready(lilo, windows)
        nurse = _nurse(lilo)
        found(await bench_alarm(lilo, windows, nurse, sizes.turns, progress))
        found(await bench_timers(lilo, nurse, sizes.timers, progress))
        # A window that is opened anew, with no other drawn beside it.
        shut.close()
        found(await bench_board(lilo, nurse, sizes.alerts, progress))
    finally:
        shut.close()
        await windows.spawner.close()
        lilo.close()
    return 0


async def _ready(lilo: Lilo, windows: Windows) -> None:
    await lilo.wake()
    if lilo.waking.fault:
        # Without its models it would be measured faster than it is.
        raise lilo.waking.fault
    if windows.staff:
        await signed_in(windows.staff)


def _nurse(lilo: Lilo) -> StaffId:
    with lilo.database.reading() as unit:
        member = unit.staff.by_login(STAFF_LOGIN)
    if member is None:
        raise BenchError("The facility has nobody to take alerts.")
    return member.id
