"""The day book: what a resident's plan says about now."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.ids import ResidentId
from app.runtime import Lane
from app.schedule.day import (
    ItemKind,
    Occurrence,
    ScheduledItem,
    ScheduleRepository,
    day_of,
    next_item,
    occurrences,
    todays_items,
)
from app.schedule.reminders import SETTLING, ReminderLog, by_reminder, key_of


class ScheduleUnit(Protocol):
    """What the day book reads."""

    @property
    def schedule(self) -> ScheduleRepository:
        """Plans."""

    @property
    def reminders(self) -> ReminderLog:
        """What became of reminders."""


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

    def now(self) -> datetime:
        """Return the present in the facility's local time."""
        return self._clock().astimezone(self._timezone)

    async def next_today(self, resident_id: ResidentId) -> ScheduledItem | None:
        """Return what comes next today, or None when nothing more is planned."""

        def job() -> ScheduledItem | None:
            now = self.now()
            with self._units() as unit:
                items = unit.schedule.of(resident_id, now.date())
            return next_item(items, now)

        return await self._lane.run(job)

    async def day(self, resident_id: ResidentId, ahead: int = 0) -> Sequence[Occurrence]:
        """Return everything on today's plan, or that of a day so many days ahead, in order."""
        day = self.now().date() + timedelta(days=ahead)
        return await self._between(resident_id, *day_of(day, self._timezone))

    async def coming(self, resident_id: ResidentId, days: int) -> Sequence[Occurrence]:
        """Return what has not ended yet, of today and so many days after it, in order."""
        now = self.now()
        start, _ = day_of(now.date(), self._timezone)
        found = await self._between(resident_id, start, start + timedelta(days=days))
        return [each for each in found if each.starts >= now or each.ends > now]

    async def unanswered(self, resident_id: ResidentId) -> Sequence[Occurrence]:
        """Return what of today is over and was not confirmed to any reminder, in order."""
        now = self.now()
        start, _ = day_of(now.date(), self._timezone)

        def job() -> list[Occurrence]:
            with self._units() as unit:
                items = unit.schedule.of(resident_id, now.date() - timedelta(days=1))
                steps = by_reminder(unit.reminders.of(resident_id, start))
            past = occurrences(items, start, now, self._timezone)
            return [
                each
                for each in past
                if _is_over(each, now)
                and all(event.step not in SETTLING for event in steps.get(key_of(each), ()))
            ]

        return await self._lane.run(job)

    async def _between(
        self, resident_id: ResidentId, start: datetime, end: datetime
    ) -> list[Occurrence]:
        def job() -> list[Occurrence]:
            with self._units() as unit:
                since = start.astimezone(self._timezone).date() - timedelta(days=1)
                items = unit.schedule.of(resident_id, since)
            return occurrences(items, start, end, self._timezone)

        return await self._lane.run(job)

    async def today(self, resident_id: ResidentId) -> tuple[ScheduledItem, ...]:
        """Return all that is planned for today, in order, what is over included."""

        def job() -> tuple[ScheduledItem, ...]:
            with self._units() as unit:
                items = unit.schedule.of(resident_id)
            return tuple(todays_items(items, self._clock().astimezone(self._timezone)))

        return await self._lane.run(job)


def _is_over(each: Occurrence, now: datetime) -> bool:
    """Whether it cannot be gone to any more; a medicine is missed from its time on."""
    return each.ends <= now or each.item.kind is ItemKind.MEDICATION
