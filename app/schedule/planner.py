"""The planner: staff put things on residents' plans and take them off, on the record."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.errors import LiloError
from app.ids import ResidentId, StaffId
from app.privacy import HoldBook, refuse_if_held
from app.runtime import Lane
from app.schedule.calendar_file import CalendarFileError, CalendarFiles
from app.schedule.day import ItemKind, Occurrence, ScheduledItem, ScheduleRepository, occurrences
from app.schedule.importing import MOST_ITEMS, Imported, Importing


class NotPlannedError(LiloError):
    """Nothing, or more than one thing, on the plan has that id."""

    code = "schedule.not_planned"


class PlannerUnit(Protocol):
    """What planning needs of a unit of work."""

    @property
    def schedule(self) -> ScheduleRepository:
        """Plans."""

    @property
    def holds(self) -> HoldBook:
        """Who is under a legal hold."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


PlanChanged = Callable[[ResidentId], Awaitable[None]]
"""Called after a plan was changed, so that it can be recalled as it is."""


@dataclass(frozen=True, slots=True)
class Planner:
    """Changes plans.

    Attributes:
        house: the facility's time zone.
        kinds: the kind of thing by the category that a calendar gives it.
    """

    units: Callable[[], AbstractContextManager[PlannerUnit]]
    lane: Lane
    clock: Clock
    house: ZoneInfo
    files: CalendarFiles
    kinds: Mapping[str, ItemKind]
    on_change: PlanChanged

    async def take_calendar(
        self,
        resident_id: ResidentId,
        data: bytes,
        staff_id: StaffId,
        otherwise: ItemKind = ItemKind.ACTIVITY,
    ) -> Imported:
        """Put what a calendar file brings on a plan; an event that is known takes its own place.

        What the file says is cancelled comes off the plan.

        Args:
            resident_id: whose plan.
            data: the file.
            staff_id: who answers for it.
            otherwise: the kind of what says nothing of itself.

        Raises:
            CalendarFileError: it is no calendar, or too large for a plan.
            RuleError: its rules of repetition take too long to work out.
        """
        now = self.clock()
        importing = Importing(resident_id, self.house, now, self.kinds, otherwise)

        def read() -> Imported:
            return importing.items_of(self.files.read(data, self.house))

        imported = await asyncio.to_thread(read)

        def job() -> None:
            with self.units() as unit:
                before = unit.schedule.of(resident_id, self._yesterday())
                off = imported.called_off(before)
                items = imported.beside(before)
                kept = {item.id for item in before} - {item.id for item in off}
                count = len(kept | {item.id for item in items})
                if count > MOST_ITEMS:
                    raise CalendarFileError(
                        f"With it the plan would hold {count:,} things; {MOST_ITEMS} is the most.",
                        "Export a shorter stretch of time, or remove some first.",
                    )
                for item in off:
                    unit.schedule.remove(item.id)
                for item in items:
                    unit.schedule.add(item)
                details = {"items": len(items), "removed": len(off)}
                self._note(unit, AuditAction.SCHEDULE_IMPORTED, resident_id, staff_id, details)

        await self.lane.run(job, deadline_s=60.0)
        await self.on_change(resident_id)
        return imported

    async def calendar(self, resident_id: ResidentId, staff_id: StaffId) -> bytes:
        """Return a resident's plan as a calendar file."""
        items = await self.items(resident_id, staff_id)
        return await asyncio.to_thread(self.files.write, items, self.house, self.clock())

    async def items(self, resident_id: ResidentId, staff_id: StaffId) -> Sequence[ScheduledItem]:
        """Return what is on a plan and not over."""

        def job() -> Sequence[ScheduledItem]:
            with self.units() as unit:
                self._note(unit, AuditAction.SCHEDULE_READ, resident_id, staff_id)
                return unit.schedule.of(resident_id, self._yesterday())

        return await self.lane.run(job)

    def coming(self, items: Sequence[ScheduledItem], days: int) -> Sequence[Occurrence]:
        """Return when these take place within so many days, in order."""
        now = self.clock()
        return occurrences(items, now, now + timedelta(days=days), self.house)

    async def add(self, item: ScheduledItem, staff_id: StaffId) -> None:
        """Put something on a plan.

        Raises:
            CalendarFileError: the plan is full.
        """

        def job() -> None:
            with self.units() as unit:
                if len(unit.schedule.of(item.resident_id, self._yesterday())) >= MOST_ITEMS:
                    raise CalendarFileError(f"The plan holds {MOST_ITEMS} things, the most it can.")
                unit.schedule.add(item)
                self._note(unit, AuditAction.SCHEDULE_ADDED, item.resident_id, staff_id)

        await self.lane.run(job)
        await self.on_change(item.resident_id)

    async def change(self, item: ScheduledItem, staff_id: StaffId) -> None:
        """Put something in the place of what has the same id.

        Raises:
            NotPlannedError: there is no such thing on the plan any more.
        """

        def job() -> None:
            with self.units() as unit:
                if all(kept.id != item.id for kept in unit.schedule.of(item.resident_id)):
                    raise NotPlannedError(
                        "It is not on the plan any more.", "Look at the plan again."
                    )
                unit.schedule.add(item)
                self._note(unit, AuditAction.SCHEDULE_CHANGED, item.resident_id, staff_id)

        await self.lane.run(job)
        await self.on_change(item.resident_id)

    async def remove(
        self, resident_id: ResidentId, beginning: str, staff_id: StaffId
    ) -> ScheduledItem:
        """Take something off a plan and return it.

        Args:
            resident_id: whose plan.
            beginning: its id, or as much of it as tells it apart.
            staff_id: who answers for it.

        Raises:
            NotPlannedError: nothing, or more than one thing, has an id that begins so.
            HeldError: a legal hold keeps it.
        """

        def job() -> ScheduledItem:
            with self.units() as unit:
                items = unit.schedule.of(resident_id)
                found = [item for item in items if _begins(item.id, beginning)]
                if len(found) != 1:
                    raise NotPlannedError(
                        f"{len(found)} things on the plan have an id that begins so.",
                        "Copy the id from `lilo schedule list`.",
                    )
                refuse_if_held(unit.holds, resident_id)
                unit.schedule.remove(found[0].id)
                self._note(unit, AuditAction.SCHEDULE_REMOVED, resident_id, staff_id)
                return found[0]

        removed = await self.lane.run(job)
        await self.on_change(resident_id)
        return removed

    def _yesterday(self) -> date:
        return (self.clock().astimezone(self.house) - timedelta(days=1)).date()

    def _note(
        self,
        unit: PlannerUnit,
        action: AuditAction,
        resident_id: ResidentId,
        staff_id: StaffId,
        details: Mapping[str, int] | None = None,
    ) -> None:
        draft = AuditDraft(action, str(staff_id), str(resident_id), dict(details or {}))
        unit.audit.append(draft, self.clock())


def _begins(item_id: UUID, beginning: str) -> bool:
    return bool(beginning) and str(item_id).startswith(beginning.lower())
