"""Threads with names and jobs with deadlines.

Slow work never runs where the windows are drawn. Each kind of work has its own executor, so a
slow model cannot hold up the database, and each job has a deadline and a failure path.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
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
    """A lane with a single thread of its own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=f"lilo-{name}")
        self._pending = 0

    @property
    def pending(self) -> int:
        """How many jobs were given to it and are not done; late ones count until they end."""
        return self._pending

    async def run(self, job: Callable[[], Result], *, deadline_s: float = 10.0) -> Result:
        """Do the job on this lane's thread; see `Lane.run`."""
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(self._executor, job)
        self._pending += 1
        future.add_done_callback(self._done)
        try:
            return await asyncio.wait_for(future, deadline_s)
        except TimeoutError:
            _log.warning("job_timed_out", lane=self.name, deadline_s=deadline_s)
            raise JobTimeoutError(
                f"Work in '{self.name}' took longer than {deadline_s:g} s."
            ) from None

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
        return bool(done)


class Runtime:
    """The lanes of one Lilo process.

    Attributes:
        database: all SQL; sessions never leave its thread.
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
