"""Calls that may hang, each on a thread of its own that nobody has to wait for."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


async def hurried(job: Callable[[], Result], deadline_s: float, threads: set[Thread]) -> Result:
    """Do the job on a new thread and return its result.

    The thread is a daemon: a call that hangs for ever holds up neither other calls, as it would in
    a pool, nor the end of the program.

    Args:
        threads: gets the thread, so that the caller can count those that hang.

    Raises:
        TimeoutError: the deadline passed; the job may still finish, unheard.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[Result] = loop.create_future()

    def work() -> None:
        try:
            settle = partial(outcome.set_result, job())
        except Exception as error:
            settle = partial(outcome.set_exception, error)
        # The loop can have been closed meanwhile.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(lambda: None if outcome.done() else settle())

    thread = Thread(target=work, name="lilo-hurried", daemon=True)
    thread.start()
    threads.add(thread)
    return await asyncio.wait_for(outcome, deadline_s)
