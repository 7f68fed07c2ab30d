"""Doing by program what people do by hand, from within asyncio code.

Clicking, typing and grabbing pictures let Qt process events on the way. Inside a task that
would start other tasks in the middle of this one, which asyncio forbids; inside a plain
callback of the loop it is harmless.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


async def by_hand(action: Callable[[], Result]) -> Result:
    """Do the action outside of any task and return its result."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Result] = loop.create_future()

    def act() -> None:
        try:
            result = action()
        except Exception as error:
            if not done.cancelled():
                done.set_exception(error)
        else:
            if not done.cancelled():
                done.set_result(result)

    loop.call_soon(act)
    return await done
