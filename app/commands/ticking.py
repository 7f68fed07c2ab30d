"""How late the event loop is while something else goes on: what a window would feel."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from time import perf_counter

TICK_S = 0.005


@asynccontextmanager
async def ticking() -> AsyncIterator[list[float]]:
    """Give a list that fills with how much later than wanted each tick came, in ms."""
    late_ms: list[float] = []
    task = asyncio.create_task(_tick(late_ms))
    try:
        yield late_ms
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _tick(late_ms: list[float]) -> None:
    while True:
        wanted = perf_counter() + TICK_S
        await asyncio.sleep(TICK_S)
        late_ms.append((perf_counter() - wanted) * 1000)
