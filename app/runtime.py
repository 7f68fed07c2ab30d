"""Threads with names and jobs with deadlines.

Slow work never runs where the windows are drawn. Each kind of work has its own executor, so a
slow model cannot hold up the database, and each job has a deadline and a failure path.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

import structlog

from app.errors import LiloError

Result = TypeVar("Result")

_log = structlog.get_logger(__name__)


class JobTimeoutError(LiloError):
    """A background job did not finish by its deadline."""

    code = "runtime.timeout"


class Lane(Protocol):
    """One place where work of one kind is done, in order."""

    async def run(self, job: Callable[[], Result], *, deadline_s: float = 10.0) -> Result:
        """Do the job off the caller's thread and return its result.

        Raises:
            JobTimeoutError: the deadline passed; the job may still finish, unheard.
        """


class ThreadLane:
    """A lane with a single thread of its own.

    Jobs are done in order, those given to `first` before all others that have not been begun.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=f"lilo-{name}")
        self._pending = 0
        self._first: deque[_Job] = deque()
        self._usual: deque[_Job] = deque()
        self.first = FirstOnLane(self)
        """The same thread, for what may not wait behind others."""

    @property
    def pending(self) -> int:
        """How many jobs were given to it and are not done; late ones count until they end."""
        return self._pending

    async def run(self, job: Callable[[], Result], *, deadline_s: float = 10.0) -> Result:
        """Do the job on this lane's thread; see `Lane.run`."""
        return await self._run(job, self._usual, deadline_s)

    async def run_first(self, job: Callable[[], Result], *, deadline_s: float = 10.0) -> Result:
        """Do the job before all that waits, except for others that go first; see `Lane.run`."""
        return await self._run(job, self._first, deadline_s)

    async def _run(
        self, job: Callable[[], Result], queue: "deque[_Job]", deadline_s: float
    ) -> Result:
        # With the ids of the turn or alert it is done for.
        asked = _Job(Future(), partial(copy_context().run, job))
        queue.append(asked)
        try:
            # One turn of the thread for each job, whichever job that turn then takes.
            self._executor.submit(self._next)
        except RuntimeError:
            queue.remove(asked)
            raise
        future: asyncio.Future[Any] = asyncio.wrap_future(asked.future)
        self._pending += 1
        future.add_done_callback(self._done)
        try:
            result: Result = await asyncio.wait_for(future, deadline_s)
        except TimeoutError:
            _log.warning("job_timed_out", lane=self.name, deadline_s=deadline_s)
            raise JobTimeoutError(
                f"Work in '{self.name}' took longer than {deadline_s:g} s."
            ) from None
        return result

    def _next(self) -> None:
        queue = self._first or self._usual
        # Popped by this thread alone, and as often as something was put in.
        asked = queue.popleft()
        if asked.future.set_running_or_notify_cancel():
            asked.do()

    def _done(self, _future: "asyncio.Future[Any]") -> None:
        self._pending -= 1

    def close(self, deadline_s: float = 5.0) -> bool:
        """Finish what is queued within the deadline; return whether all of it was done."""
        try:
            last = self._executor.submit(lambda: None)
        except RuntimeError:
            return True  # closed already
        done, _ = wait([last], timeout=deadline_s)
        self._executor.shutdown(wait=bool(done), cancel_futures=True)
        if not done:
            for asked in (*self._first, *self._usual):
                asked.future.cancel()
        return bool(done)


@dataclass(frozen=True, slots=True)
class FirstOnLane:
    """A lane whose jobs go before those of the lane it shares a thread with.

    For short work that somebody in need waits for. It does not stop what has been begun.
    """

    lane: ThreadLane

    async def run(self, job: Callable[[], Result], *, deadline_s: float = 10.0) -> Result:
        """Do the job as soon as the thread is free; see `Lane.run`."""
        return await self.lane.run_first(job, deadline_s=deadline_s)


@dataclass(frozen=True, slots=True)
class _Job:
    future: "Future[Any]"
    work: Callable[[], Any]

    def do(self) -> None:
        try:
            result = self.work()
        except BaseException as error:
            # Whatever it was, whoever waits for it hears of it, as with an executor's own jobs.
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class Runtime:
    """The lanes of one Lilo process.

    Attributes:
        database: all SQL; sessions never leave its thread. Alerts, the board, news of other
            processes and who may do what go first on it.
        inference: embedding, and making vector indexes.
        search: comparing vectors; apart, so that a turn does not wait for what is being embedded.
    """

    def __init__(self) -> None:
        self.database = ThreadLane("database")
        self.inference = ThreadLane("inference")
        self.search = ThreadLane("search")

    def close(self) -> None:
        """Stop in order: engines first, then what they might still want to write."""
        for lane in (self.inference, self.search, self.database):
            if not lane.close():
                _log.error("work_left_at_shutdown", lane=lane.name)
