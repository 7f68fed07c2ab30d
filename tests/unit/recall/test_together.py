"""What is wanted at once is done in one go, and nobody's fault is another's."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.recall.together import Together
from app.runtime import ThreadLane


class Opened:
    """Counts how often something was opened."""

    def __init__(self) -> None:
        self.times = 0

    @contextmanager
    def __call__(self) -> Iterator[int]:
        self.times += 1
        yield self.times


def broken(_: int) -> int:
    raise ValueError("broken")


async def test_what_is_wanted_at_once_is_done_with_one_opening(lane: ThreadLane) -> None:
    opened = Opened()
    together = Together(lane, opened)
    found = await asyncio.gather(*(together.run(lambda unit, n=n: (unit, n)) for n in range(6)))
    assert found == [(1, n) for n in range(6)]
    assert await together.run(lambda unit: unit) == 2
    assert opened.times == 2


async def test_it_stays_together_behind_deadlines(lane: ThreadLane) -> None:
    opened = Opened()
    together = Together(lane, opened)

    async def twice() -> None:
        await asyncio.wait_for(together.run(lambda unit: unit), 30)
        await asyncio.wait_for(together.run(lambda unit: unit), 30)

    await asyncio.gather(*(twice() for _ in range(6)))
    # On a machine that is very slow what is done is handed over early, which parts them.
    assert 2 <= opened.times <= 12


async def test_one_fault_is_told_to_one(lane: ThreadLane) -> None:
    together = Together(lane, Opened())
    jobs = (together.run(lambda _: 7), together.run(broken), together.run(lambda _: 9))
    seven, fault, nine = await asyncio.gather(*jobs, return_exceptions=True)
    assert (seven, nine) == (7, 9)
    assert isinstance(fault, ValueError)


async def test_what_cannot_be_opened_is_told_to_all(lane: ThreadLane) -> None:
    @contextmanager
    def shut() -> Iterator[int]:
        raise OSError("shut")
        yield 0

    together = Together(lane, shut)
    found = await asyncio.gather(
        together.run(lambda _: 1), together.run(lambda _: 2), return_exceptions=True
    )
    assert [type(one) for one in found] == [OSError, OSError]


async def test_who_no_longer_waits_keeps_nobody(lane: ThreadLane) -> None:
    together = Together(lane, Opened())
    gone = asyncio.create_task(together.run(lambda _: 1))
    await asyncio.sleep(0)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert await together.run(lambda _: 2) == 2
