"""Pictures of every page of the staff window, on an open facility, for people to look at."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

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
    await settled(is_busy)
    made = [_kept(window, folder / f"staff-{_ENTRY}.png")]
    await _signed_in(window, sign_in, is_busy)
    for page in Page:
        window.show_page(page)
        if window.page is not page:
            continue
        await settled(is_busy)
        if page is Page.RESIDENTS:
            for name in window.resident_views():
                await settled(is_busy)
                if name == "conversation":
                    await _pressed(window, "openConversation", is_busy)
                made.append(_kept(window, folder / f"staff-residents-{name}.png"))
            continue
        if page is Page.SCHEDULE:
            window.open_first_plan()
            await settled(is_busy)
        made.append(_kept(window, folder / f"staff-{page.name.lower()}.png"))
        if page is Page.NOW:
            made += await _panels(window, folder, is_busy)
        whole = window.findChild(QPushButton, "wholeHouse")
        if page is Page.SCORES and whole is not None:
            whole.click()
            await settled(is_busy)
            made.append(_kept(window, folder / "staff-scores-house.png"))
    window.lock()
    await settled(is_busy)
    return made


async def shoot_now(
    window: StaffWindow, path: Path, sign_in: tuple[str, str], is_busy: Callable[[], bool]
) -> Path:
    """Write a PNG of the Now page of a window that is shown; lock it again."""
    await settled(is_busy)
    await _signed_in(window, sign_in, is_busy)
    window.show_page(Page.NOW)
    await settled(is_busy)
    made = _kept(window, path)
    window.lock()
    await settled(is_busy)
    return made


async def _signed_in(
    window: StaffWindow, sign_in: tuple[str, str], is_busy: Callable[[], bool]
) -> None:
    window.sign_in(*sign_in)
    for _ in range(_LOOKS):
        await settled(is_busy)
        if window.is_signed_in:
            return


async def _panels(window: StaffWindow, folder: Path, is_busy: Callable[[], bool]) -> list[Path]:
    """Write what opens on the Now page: the question what it was, and handing over."""
    made = []
    # The last of those who are looked after is nobody else's.
    if await _pressed(window, "resolve", is_busy, last=True):
        _reveal(window, "resolvePanel")
        await settled(is_busy)
        made.append(_kept(window, folder / "staff-now-resolving.png"))
        await _pressed(window, "cancel", is_busy)
    window.hand_over()
    await settled(is_busy)
    made.append(_kept(window, folder / "staff-handover.png"))
    await _pressed(window, "handoverClose", is_busy)
    return made


async def _pressed(
    window: StaffWindow, name: str, is_busy: Callable[[], bool], *, last: bool = False
) -> bool:
    """Press the first button of that name, and let it do its work; whether there is one."""
    buttons = [b for b in window.findChildren(QPushButton, name) if b.isVisible()]
    if not buttons:
        return False
    buttons.sort(key=lambda button: button.mapTo(window, QPoint()).y(), reverse=last)
    buttons[0].click()
    await settled(is_busy)
    return True


def _reveal(window: StaffWindow, name: str) -> None:
    part = window.findChild(QWidget, name)
    area = part
    while area and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if part and isinstance(area, QScrollArea):
        area.ensureWidgetVisible(part)


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
