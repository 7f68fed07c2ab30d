"""Waiting for what a window shows."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from app.demo.facility import DEMO_PASSPHRASE
from app.quality.timing import BenchError
from ui.staff.window import StaffWindow

STAFF_LOGIN = "dana"

_PATIENCE_S = 60.0

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


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until it is so, looking each time something has happened.

    Raises:
        BenchError: it has not come to be so for a minute.
    """
    try:
        async with asyncio.timeout(_PATIENCE_S):
            while not is_so():  # noqa: ASYNC110 - a window has no event for what it shows
                await asyncio.sleep(0)
    except TimeoutError:
        raise BenchError("A window did not come to show what it should.") from None


async def signed_in(window: StaffWindow) -> None:
    """Sign in as the form does, and wait until the pages are shown."""
    await signed_in_as(window, STAFF_LOGIN)


async def signed_in_as(window: StaffWindow, login: str) -> None:
    """Sign in as anybody of the demo facility."""
    window.sign_in(login, DEMO_PASSPHRASE)
    await until(lambda: window.is_signed_in)
