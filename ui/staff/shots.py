"""Pictures of every page of the staff window, on an open facility, for people to look at."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from ui.staff.pages import Page
from ui.staff.window import StaffWindow

_SETTLE_S = 0.05
_QUIET = 4
_LOOKS = 200
_ENTRY = "entry"


async def shoot_staff(
    window: StaffWindow, folder: Path, sign_in: tuple[str, str], is_busy: Callable[[], bool]
) -> list[Path]:
    """Write a PNG of the locked window and of each page that this person may see.

    Args:
        window: shown, with an open facility attached.
        folder: exists.
        sign_in: login and passphrase.
        is_busy: whether something that the window started still runs.
    """
    login, passphrase = sign_in
    await settled(is_busy)
    made = [_kept(window, folder / f"staff-{_ENTRY}.png")]
    window.sign_in(login, passphrase)
    for _ in range(_LOOKS):
        await settled(is_busy)
        if window.is_signed_in:
            break
    for page in Page:
        window.show_page(page)
        if window.page is not page:
            continue
        await settled(is_busy)
        if page is Page.RESIDENTS:
            for name in window.resident_views():
                await settled(is_busy)
                made.append(_kept(window, folder / f"staff-residents-{name}.png"))
            continue
        if page is Page.SCHEDULE:
            window.open_first_plan()
            await settled(is_busy)
        made.append(_kept(window, folder / f"staff-{page.name.lower()}.png"))
        whole = window.findChild(QPushButton, "wholeHouse")
        if page is Page.SCORES and whole is not None:
            whole.click()
            await settled(is_busy)
            made.append(_kept(window, folder / "staff-scores-house.png"))
    window.lock()
    await settled(is_busy)
    return made


async def settled(is_busy: Callable[[], bool]) -> None:
    """Let what was started be read and painted."""
    quiet = 0
    for _ in range(_LOOKS):
        await asyncio.sleep(_SETTLE_S)
        quiet = 0 if is_busy() else quiet + 1
        if quiet >= _QUIET:
            return


def _kept(window: StaffWindow, path: Path) -> Path:
    window.grab().save(str(path))
    return path
