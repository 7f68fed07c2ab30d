"""The round: does every chore when it is due, one after the other, for the life of the program."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from app.chores.chore import Chore, ChoreLog
from app.clock import Clock
from app.runtime import Lane

LOOK_EVERY_S = 30.0
"""The longest sleep: the clock can be set, and a plan can change."""

RETRY_AFTER = timedelta(minutes=1)

Pause = Callable[[asyncio.Event, float], Awaitable[None]]
"""Waits until the event is set, at most so many seconds."""

_log = structlog.get_logger(__name__)


class ChoreUnit(Protocol):
    """What is read and written."""

    @property
    def chores(self) -> ChoreLog:
        """When chores were done."""


async def until_set(woken: asyncio.Event, at_most_s: float) -> None:
    """Wait until the event is set, at most so many seconds."""
    with suppress(TimeoutError):
        await asyncio.wait_for(woken.wait(), at_most_s)


class ChoreRound:
    """Does chores. One that fails is tried again, and keeps no other from being done.

    When a chore was done is kept in the database, so that after a restart what was missed is made
    up for, and what was done is not done again.

    Args:
        pause: how to wait, so that tests need not.
    """

    def __init__(
        self,
        chores: Sequence[Chore],
        units: Callable[[], AbstractContextManager[ChoreUnit]],
        lane: Lane,
        clock: Clock,
        *,
        pause: Pause = until_set,
    ) -> None:
        self.chores = tuple(chores)
        self._units = units
        self._lane = lane
        self._clock = clock
        self._pause = pause
        self._woken = asyncio.Event()
        self._is_stopped = False
        self._done: dict[str, datetime] = {}
        self._again: dict[str, datetime] = {}

    async def run(self) -> None:
        """Go round until `stop`."""
        while not self._is_stopped:
            self._woken.clear()
            pause_s = await self.go()
            if not self._is_stopped:
                await self._pause(self._woken, pause_s)

    def stop(self) -> None:
        """End `run` once the chore at hand is done; called on the event loop's thread."""
        self._is_stopped = True
        self._woken.set()

    def wake(self) -> None:
        """Look now: something has changed that can make a chore due."""
        self._woken.set()

    async def go(self) -> float:
        """Do what is due; return for how many seconds there is nothing to do."""
        pauses = [LOOK_EVERY_S]
        for chore in self.chores:
            if self._is_stopped:
                break
            pauses.append(await self._looked_at(chore))
        return min(pauses)

    async def _looked_at(self, chore: Chore) -> float:
        try:
            due = await self._due(chore)
            if due <= self._clock():
                started = self._clock()
                await chore.work()
                await self._note(chore, started)
                due = await self._due(chore)
        except Exception as error:
            # Kinds only: an error's own text may name files or people.
            _log.exception("chore_failed", chore=chore.name, error=type(error).__name__)
            due = self._again[chore.name] = self._clock() + RETRY_AFTER
        else:
            self._again.pop(chore.name, None)
        return max(0.0, (due - self._clock()).total_seconds())

    async def _due(self, chore: Chore) -> datetime:
        now = self._clock()
        if (again := self._again.get(chore.name)) and again > now:
            return again
        return await chore.due(await self._done_at(chore), now)

    async def _done_at(self, chore: Chore) -> datetime | None:
        if not chore.is_kept:
            return self._done.get(chore.name)

        def job() -> datetime | None:
            with self._units() as unit:
                return unit.chores.done_at(chore.name)

        # Read each time: another program on the same database may have done it.
        return await self._lane.run(job)

    async def _note(self, chore: Chore, at: datetime) -> None:
        if chore.is_kept:

            def job() -> None:
                with self._units() as unit:
                    unit.chores.note(chore.name, at)

            await self._lane.run(job)
        else:
            self._done[chore.name] = at
