"""Each night: what was kept long enough is deleted, and due erasures are carried out."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from app.clock import Clock
from app.custody.desk import CustodyDesk

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class CustodyKeeper:
    """Works once a night until it is stopped.

    Attributes:
        next_due: gives the next night's hour after a moment.
        settle_s: seconds after a start before what was missed is made up for.
    """

    desk: CustodyDesk
    clock: Clock
    next_due: Callable[[datetime], datetime]
    settle_s: float = 900.0
    _stopped: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Work after a start and at each night's hour; a fault is tried again the next night."""
        wait_s = self.settle_s
        while not await self._waited(wait_s):
            await self.work()
            now = self.clock()
            wait_s = (self.next_due(now) - now).total_seconds()

    def stop(self) -> None:
        """End `run`."""
        self._stopped.set()

    async def work(self) -> None:
        """Expire and erase what is due."""
        for job in (self.desk.expire, self.desk.erase_due):
            try:
                # Not on the database's lane: alerts must get in between two people.
                await asyncio.to_thread(job)
            except Exception:
                _log.exception("custody_failed", work=job.__name__)

    async def _waited(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._stopped.wait(), seconds)
        except TimeoutError:
            return False
        return True
