"""The night's work on memories: everybody's are tidied once a night."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class NightWork:
    """Tidies everybody's memories; `app.wiring.chores` says when."""

    tidier: Tidier
    keeper: MemoryKeeper
    residents: Callable[[], Sequence[Resident]]
    clock: Clock
    zone: ZoneInfo

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
