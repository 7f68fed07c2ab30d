"""The demo's kiosk in its real window with every model awake, as the benches measure it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from app.bootstrap import Basics, Lilo, open_facility
from app.demo.facility import KIOSK_RESIDENT
from ui.application import Windows, kiosk_window
from ui.handing_over import attach_kiosk, resident_named
from ui.kiosk.window import KioskWindow


async def _nothing_more(_lilo: Lilo) -> None:
    pass


@asynccontextmanager
async def awake_kiosk(
    basics: Basics,
    windows: Windows,
    before: Callable[[Lilo], Awaitable[None]] = _nothing_more,
) -> AsyncIterator[tuple[KioskWindow, Lilo]]:
    """Open the kiosk and the facility behind it, and close both in order.

    Args:
        before: what is done to the facility before its resident comes to the kiosk.

    Raises:
        LiloError: a model did not come. Without it everything would look quicker than it is.
    """
    kiosk = kiosk_window(basics, windows)
    windows.kiosk = kiosk
    kiosk.show()
    lilo = await asyncio.to_thread(open_facility, basics)
    try:
        await before(lilo)
        attach_kiosk(kiosk, lilo, resident_named(lilo, KIOSK_RESIDENT))
        await lilo.wake()
        if lilo.waking.fault:
            raise lilo.waking.fault
        yield kiosk, lilo
    finally:
        kiosk.close()
        await windows.spawner.close()
        lilo.close()
