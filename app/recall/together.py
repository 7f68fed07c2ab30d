"""Work of several streams done together: one hop to a thread, and one transaction, for all six.

Six streams that are asked at once want the same things at the same moment. Done one by one, each
costs a transaction and two changes of threads, which is most of the time of a search over few
passages. What is wanted within one turn of the event loop is therefore done in one go.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Generic, TypeVar

from app.runtime import Lane

With = TypeVar("With")
Result = TypeVar("Result")

HURRY_S = 0.01
"""From then on what is done is handed over at once: one slow stream must not make all late."""


@dataclass(slots=True)
class _Wanted(Generic[With]):
    job: Callable[[With], Any]
    told: "asyncio.Future[Any]"
    result: Any = None
    fault: BaseException | None = None


class Together(Generic[With]):
    """Collects jobs and does them with one thing opened for all.

    Args:
        opened: opens what every job is given, such as a unit of work; on the lane's thread.
    """

    def __init__(self, lane: Lane, opened: Callable[[], AbstractContextManager[With]]) -> None:
        self._lane = lane
        self._opened = opened
        self._wanted: list[_Wanted[With]] = []
        self._running: set[asyncio.Task[None]] = set()

    async def run(self, job: Callable[[With], Result]) -> Result:
        """Do a job with those that others want now, and return its result.

        Raises:
            Exception: what the job raised; others do not notice.
        """
        loop = asyncio.get_running_loop()
        wanted: _Wanted[With] = _Wanted(job, loop.create_future())
        if not self._wanted:
            # After everything that is ready to run now, so that it can join.
            loop.call_soon(self._go)
        self._wanted.append(wanted)
        result: Result = await wanted.told
        return result

    def _go(self) -> None:
        wanted, self._wanted = self._wanted, []
        task = asyncio.get_running_loop().create_task(self._done(wanted))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _done(self, wanted: list[_Wanted[With]]) -> None:
        loop = asyncio.get_running_loop()
        try:
            await self._lane.run(lambda: self._work(wanted, loop))
        except Exception as error:  # noqa: BLE001, RUF100 - told to everybody who waits
            for one in wanted:
                one.fault = one.fault or error
        for one in wanted:
            _tell(one)

    def _work(self, wanted: list[_Wanted[With]], loop: asyncio.AbstractEventLoop) -> None:
        began = perf_counter()
        with self._opened() as opened:
            for one in wanted:
                if one.told.cancelled():
                    continue
                try:
                    one.result = one.job(opened)
                except Exception as error:  # noqa: BLE001, RUF100 - told to whoever asked
                    one.fault = error
                if perf_counter() - began > HURRY_S:
                    loop.call_soon_threadsafe(_tell, one)


def nothing_opened() -> AbstractContextManager[None]:
    """Open nothing: for jobs that need no more than the thread."""
    return nullcontext()


def _tell(one: _Wanted[Any]) -> None:
    if one.told.done():
        return
    if one.fault is not None:
        one.told.set_exception(one.fault)
    else:
        one.told.set_result(one.result)
