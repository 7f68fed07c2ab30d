"""The day book: what a resident's plan says about now."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.ids import ResidentId
from app.runtime import Lane
from app.schedule.day import ScheduledItem, ScheduleRepository, next_item, todays_items


class ScheduleUnit(Protocol):
    """What the day book reads."""

    @property
    def schedule(self) -> ScheduleRepository:
        """Plans."""


class DayBook:
    """Answers questions about a resident's day in the facility's local time."""

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[ScheduleUnit]],
        lane: Lane,
        clock: Clock,
        timezone: ZoneInfo,
    ) -> None:
        self._units = units
        self._lane = lane
        self._clock = clock
        self._timezone = timezone

    async def next_today(self, resident_id: ResidentId) -> ScheduledItem | None:
        """Return what comes next today, or None when nothing more is planned."""

        def job() -> ScheduledItem | None:
            with self._units() as unit:
                items = unit.schedule.of(resident_id)
            return next_item(items, self._clock().astimezone(self._timezone))

        return await self._lane.run(job)

    async def today(self, resident_id: ResidentId) -> tuple[ScheduledItem, ...]:
        """Return all that is planned for today, in order, what is over included."""

        def job() -> tuple[ScheduledItem, ...]:
            with self._units() as unit:
                items = unit.schedule.of(resident_id)
            return tuple(todays_items(items, self._clock().astimezone(self._timezone)))

        return await self._lane.run(job)
