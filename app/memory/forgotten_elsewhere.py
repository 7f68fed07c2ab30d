"""Forgetting in another process: what this one keeps in memory goes as well.

`lilo memory delete` and the staff window run beside the kiosk, which keeps vectors, indexes and
answers. Whoever forgets leaves a mark with the moment; every minute each process looks at it.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.chores.chore import ChoreLog
from app.clock import Clock
from app.runtime import Lane

_NAME = "memory.forgotten"


class ForgettingUnit(Protocol):
    """Where the mark is kept."""

    @property
    def chores(self) -> ChoreLog:
        """Moments by name."""


@dataclass(slots=True)
class ForgettingMark:
    """The mark that something was forgotten.

    Attributes:
        let_go: drops what is kept of anybody in memory; called on the database's thread.
    """

    units: Callable[[], AbstractContextManager[ForgettingUnit]]
    database: Lane
    clock: Clock
    let_go: Callable[[], None]
    _seen: datetime | None = None
    _has_looked: bool = False

    def leave(self) -> None:
        """Leave the mark, on the database's thread, after letting go here."""
        with self.units() as unit:
            unit.chores.note(_NAME, self.clock())

    async def look(self) -> None:
        """Let go where somebody has forgotten something since the last look."""

        def job() -> None:
            with self.units() as unit:
                at = unit.chores.done_at(_NAME)
            # At the first look nothing older than this process is kept in it.
            if self._has_looked and at != self._seen:
                self.let_go()
            self._seen, self._has_looked = at, True

        await self.database.run(job)
