"""Waiting for what a window shows."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from app.demo.facility import DEMO_PASSPHRASE
from app.quality.timing import BenchError
from ui.staff.window import StaffWindow

STAFF_LOGIN = "dana"

_PATIENCE_S = 60.0
_TOUCHED_EVERY_MS = 20_000

LOOK_EVERY_S = 0.002
"""Looking without a pause would take the interpreter from the threads that are waited for."""

Came = TypeVar("Came")


async def in_time(coming: Awaitable[Came], what: str, patience_s: float = _PATIENCE_S) -> Came:
    """Wait for something.

    Raises:
        BenchError: it has not come.
    """
    try:
        return await asyncio.wait_for(coming, patience_s)
    except TimeoutError:
        raise BenchError(f"It could not be measured: {what} did not come.") from None


async def until(
    is_so: Callable[[], bool], *, every_s: float = LOOK_EVERY_S, patience_s: float = _PATIENCE_S
) -> None:
    """Wait until it is so, looking every so many seconds.

    Raises:
        BenchError: it has not come to be so.
    """
    if not await within(patience_s, is_so, every_s=every_s):
        raise BenchError("It could not be measured: what was waited for did not come.")


async def within(
    patience_s: float, is_so: Callable[[], bool], *, every_s: float = LOOK_EVERY_S
) -> bool:
    """Wait until it is so, and return whether it came to that."""
    try:
        async with asyncio.timeout(patience_s):
            while not is_so():  # noqa: ASYNC110 - a window has no event for what it shows
                await asyncio.sleep(every_s)
    except TimeoutError:
        return False
    return True


async def signed_in(window: StaffWindow) -> None:
    """Sign in as the form does, wait until the pages are shown, and stay at the window."""
    await signed_in_as(window, STAFF_LOGIN)
    _stay_at(window)


async def signed_in_as(window: StaffWindow, login: str) -> None:
    """Sign in as anybody of the demo facility."""
    window.sign_in(login, DEMO_PASSPHRASE)
    await until(lambda: window.is_signed_in)


def _stay_at(window: StaffWindow) -> None:
    """Have somebody touch the window now and then: left alone for minutes, it locks by itself."""
    timer = QTimer(window, interval=_TOUCHED_EVERY_MS)
    timer.timeout.connect(lambda: _touch(window))
    timer.start()


def _touch(window: StaffWindow) -> None:
    """Press a key that does nothing."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = QKeyEvent(kind, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(window, key)
