"""Pictures of every page of the staff window, on an open facility, for people to look at."""

import asyncio
from pathlib import Path

from ui.staff.shell import Page
from ui.staff.window import StaffWindow

_SETTLE_S = 0.05
_LOOKS = 40
_ENTRY = "entry"


async def shoot_staff(window: StaffWindow, folder: Path, sign_in: tuple[str, str]) -> list[Path]:
    """Write a PNG of the locked window and of each page that this person may see.

    Args:
        window: shown, with an open facility attached.
        folder: exists.
        sign_in: login and passphrase.
    """
    login, passphrase = sign_in
    await settled()
    made = [_kept(window, folder / f"staff-{_ENTRY}.png")]
    window.sign_in(login, passphrase)
    for _ in range(_LOOKS):
        await settled()
        if window.is_signed_in:
            break
    for page in Page:
        window.show_page(page)
        if window.page is not page:
            continue
        if page is Page.RESIDENTS:
            made += await _residents(window, folder)
            continue
        await settled()
        made.append(_kept(window, folder / f"staff-{page.name.lower()}.png"))
    window.lock()
    await settled()
    return made


async def settled() -> None:
    """Let what was started be read and painted."""
    for _ in range(6):
        await asyncio.sleep(_SETTLE_S)


async def _residents(window: StaffWindow, folder: Path) -> list[Path]:
    await settled()
    made = []
    for name in window.resident_views():
        await settled()
        made.append(_kept(window, folder / f"staff-residents-{name}.png"))
    return made


def _kept(window: StaffWindow, path: Path) -> Path:
    window.grab().save(str(path))
    return path
