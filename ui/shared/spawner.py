"""Starting asynchronous work from Qt slots, which cannot await.

A spawner keeps what it started alive, and no fault in it is ever lost: it is logged and handed
to whoever asked. Starting work never raises, so that a slot can always finish its own part.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

Work = Coroutine[Any, Any, None]
OnError = Callable[[Exception], None]

_log = structlog.get_logger(__name__)


class Spawner(Protocol):
    """Starts work and comes back at once."""

    def spawn(self, work: Work, on_error: OnError | None = None, *, name: str = "") -> None:
        """Start the work. Never raises.

        Args:
            work: a coroutine that has not been started.
            on_error: called with the error when the work fails or cannot be started.
            name: what it does, for the log; the coroutine's own name where it is empty.
        """


class TaskSpawner:
    """Starts work as tasks of the running event loop."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def is_busy(self) -> bool:
        """Whether something that was started still runs."""
        return bool(self._tasks)

    def spawn(self, work: Work, on_error: OnError | None = None, *, name: str = "") -> None:
        """Start the work on the running loop; see `Spawner`."""
        name = name or getattr(work, "__qualname__", "work")
        guarded = _guarded(work, name, on_error)
        try:
            task = asyncio.get_running_loop().create_task(guarded, name=name)
        except RuntimeError as error:
            # No loop runs: during start-up, or when the window outlives it.
            guarded.close()
            work.close()
            _report(error, name, on_error)
            return
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        _close_with(task, work)

    async def close(self, patience_s: float = 2.0) -> None:
        """Let what was started finish, such as signing out; cancel what takes longer."""
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=patience_s)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class _Queued:
    work: Work
    name: str
    on_error: OnError | None


class QueuedSpawner:
    """Collects work and does it on demand, on a loop of its own: for tests and still pictures."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._queue: list[_Queued] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def waiting(self) -> tuple[str, ...]:
        """Names of work that was not started yet."""
        return tuple(queued.name for queued in self._queue)

    def spawn(self, work: Work, on_error: OnError | None = None, *, name: str = "") -> None:
        """Put the work in the queue; see `Spawner`. After closing nothing is started any more."""
        if self._closed:
            work.close()
            return
        name = name or getattr(work, "__qualname__", "work")
        self._queue.append(_Queued(work, name, on_error))

    def advance(self) -> None:
        """Do what can be done without waiting for anything outside."""
        self._runner.run(self._settle())

    def drain(self, deadline_s: float = 10.0) -> None:
        """Do everything, including what is started on the way.

        Raises:
            TimeoutError: something waits for what does not come.
        """
        self._runner.run(asyncio.wait_for(self._finish(), deadline_s))

    def close(self) -> None:
        """Cancel everything and close the loop."""
        for queued in self._queue:
            queued.work.close()
        self._queue.clear()
        self._closed = True
        self._runner.close()

    async def _settle(self) -> None:
        for _ in range(50):
            self._start_queued()
            await asyncio.sleep(0)

    async def _finish(self) -> None:
        self._start_queued()
        while self._tasks:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.sleep(0)
            self._start_queued()

    def _start_queued(self) -> None:
        started, self._queue = self._queue, []
        for queued in started:
            guarded = _guarded(queued.work, queued.name, queued.on_error)
            task = asyncio.get_running_loop().create_task(guarded, name=queued.name)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            _close_with(task, queued.work)


def _close_with(task: asyncio.Task[None], work: Work) -> None:
    """Close the work when its task ends: one cancelled before its first step never begins it."""
    task.add_done_callback(lambda _: work.close())


async def _guarded(work: Work, name: str, on_error: OnError | None) -> None:
    try:
        await work
    except Exception as error:
        _report(error, name, on_error)


def _report(error: Exception, name: str, on_error: OnError | None) -> None:
    # The kind of the error, never its text: that may hold a resident's words.
    _log.error("spawned_work_failed", work=name, error=type(error).__name__)
    if on_error:
        on_error(error)
