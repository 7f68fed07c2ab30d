"""The night's work on memories: at three, or at the next start when Lilo was off then."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from app.clock import Clock
from app.identity import Resident
from app.memory.keeper import MemoryKeeper
from app.memory.tidying import Tidier

_log = structlog.get_logger(__name__)

HOUR = time(3)
"""When nearly everybody sleeps."""


@dataclass(slots=True)
class NightWork:
    """Tidies everybody's memories once a night until it is stopped."""

    tidier: Tidier
    keeper: MemoryKeeper
    residents: Callable[[], Sequence[Resident]]
    clock: Clock
    zone: ZoneInfo
    _stopped: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Work at every due hour; what was missed is made up for at once."""
        while not self._stopped.is_set():
            await self.tidy_due()
            wait_s = (next_time(self.clock(), self.zone) - self.clock()).total_seconds()
            try:
                await asyncio.wait_for(self._stopped.wait(), wait_s)
            except TimeoutError:
                continue

    def stop(self) -> None:
        """End `run` once what is being written is written."""
        self._stopped.set()

    async def tidy_due(self) -> None:
        """Tidy the memories of everybody whose night's work is due."""
        due_since = next_time(self.clock(), self.zone) - timedelta(days=1)
        for resident in self.residents():
            try:
                last = await self.tidier.tidied_at(resident.id)
                if last is None or last < due_since:
                    await self.tidier.tidy(resident.id)
            except Exception:
                # One resident's trouble must not keep the others' memories untidied.
                _log.exception("memories_not_tidied")
        try:
            await self.keeper.embed_changed()
        except Exception:
            # Keywords find what has no vector yet; the next start tries again.
            _log.exception("memories_not_embedded")


def next_time(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when the night's work is next due."""
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), HOUR, zone)
    return (
        today if today > local else datetime.combine(local.date() + timedelta(days=1), HOUR, zone)
    )
