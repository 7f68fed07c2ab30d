"""The reminder desk: what to say to a resident now, and what they answered, once for all screens.

What a reminder needs is decided inside the transaction that writes it, so of two screens of one
resident one says it, and one confirmation counts.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.identity import Resident, ResidentRepository
from app.ids import ResidentId, StaffId
from app.runtime import Lane
from app.schedule.day import ItemKind, Occurrence, ScheduledItem, ScheduleRepository, occurrences
from app.schedule.reminders import (
    SETTLING,
    NoticeKind,
    Reminder,
    ReminderEvent,
    ReminderKey,
    ReminderLog,
    ReminderNotice,
    ReminderRules,
    ReminderStep,
    Steps,
    by_reminder,
    due_reminders,
    is_unseen,
    notices,
)

REMINDED_WITHIN = timedelta(days=7)
"""Whoever was reminded within this is somebody whom a screen reminds."""


class Departures(Protocol):
    """Who lives here."""

    def departed(self) -> frozenset[ResidentId]:
        """Return those who have moved out."""


class ReminderUnit(Protocol):
    """What the desk needs of a unit of work."""

    @property
    def schedule(self) -> ScheduleRepository:
        """Plans."""

    @property
    def reminders(self) -> ReminderLog:
        """What became of reminders."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents."""

    @property
    def residence(self) -> Departures:
        """Who has moved out."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


ReminderUnits = Callable[[], AbstractContextManager[ReminderUnit]]


@dataclass(frozen=True, slots=True)
class StaffNotice:
    """A reminder that staff should know of, with whose it is."""

    resident: Resident
    notice: ReminderNotice


class ReminderDesk:
    """Reminds residents.

    Args:
        units: begins a unit that may write.
        reading: begins a unit that reads.
        house: the facility's time zone.
    """

    def __init__(
        self,
        units: ReminderUnits,
        reading: ReminderUnits,
        lane: Lane,
        clock: Clock,
        house: ZoneInfo,
        rules: ReminderRules,
    ) -> None:
        self._units = units
        self._reading = reading
        self._lane = lane
        self._clock = clock
        self._house = house
        self._rules = rules

    async def current(self, resident_id: ResidentId) -> Reminder | None:
        """Return what should be on this resident's screen now, or None.

        When a reminder that `is_new` is returned, that it was said is kept; another screen that
        asks gets it as one that stands.
        """

        def job() -> Reminder | None:
            with self._reading() as unit:
                first = self._first(unit, resident_id)
            if first is None or not first.is_new:
                return first
            with self._units() as unit:
                first = self._first(unit, resident_id)
                if first is not None and first.is_new:
                    self._append(unit, resident_id, first.key, ReminderStep.SAID, "lilo")
            return first

        return await self._lane.run(job)

    async def done(self, resident_id: ResidentId, key: ReminderKey) -> ReminderStep:
        """Keep that it is done; return what the reminder was settled by, if that came first."""
        return await self._settle(resident_id, key, ReminderStep.DONE)

    async def ask(self, resident_id: ResidentId, key: ReminderKey) -> ReminderStep:
        """Keep that the resident asks for a nurse about it; see `done`."""
        return await self._settle(resident_id, key, ReminderStep.ASKED)

    async def snooze(self, resident_id: ResidentId, key: ReminderKey) -> datetime:
        """Put it off; return until when."""

        def job() -> datetime:
            until = self._clock() + self._rules.snooze
            with self._units() as unit:
                if self._settled(unit, resident_id, key) is None:
                    step = ReminderStep.SNOOZED
                    self._append(unit, resident_id, key, step, "resident", until)
            return until

        return await self._lane.run(job)

    async def notices(self) -> Sequence[StaffNotice]:
        """Return what staff should know of, longest first."""

        def job() -> list[StaffNotice]:
            with self._reading() as unit:
                found = [
                    StaffNotice(resident, notice)
                    for resident, own, _ in self._everybodys(unit)
                    for notice in own
                ]
            return sorted(found, key=lambda each: each.notice.since)

        return await self._lane.run(job)

    async def seen(self, resident_id: ResidentId, key: ReminderKey, staff_id: StaffId) -> None:
        """Keep that a staff member has seen a notice; the first one counts."""

        def job() -> None:
            with self._units() as unit:
                steps = {e.step: e for e in self._steps(unit, resident_id).get(key, ())}
                asked, before = steps.get(ReminderStep.ASKED), steps.get(ReminderStep.SEEN)
                step = ReminderStep.SEEN
                if before is not None and is_unseen(asked, before):
                    step = ReminderStep.QUESTION_SEEN
                if step not in steps:
                    self._append(unit, resident_id, key, step, str(staff_id))
                    draft = AuditDraft(AuditAction.REMINDER_SEEN, str(staff_id), str(resident_id))
                    unit.audit.append(draft, self._clock())

        await self._lane.run(job)

    async def note_overdue(self) -> int:
        """Keep of every notice that it came to stand in the staff window; return how many did."""

        def job() -> int:
            with self._reading() as unit:
                waiting = [
                    resident.id
                    for resident, own, steps in self._everybodys(unit)
                    if _unnoted(own, steps)
                ]
            count = 0
            for who in waiting:
                with self._units() as unit:
                    for notice in _unnoted(*self._notices(unit, who)):
                        self._append(unit, who, notice.key, ReminderStep.OVERDUE, "lilo")
                        draft = AuditDraft(AuditAction.REMINDER_OVERDUE, "lilo", str(who))
                        unit.audit.append(draft, self._clock())
                        count += 1
            return count

        return await self._lane.run(job)

    async def next_change(self) -> datetime:
        """Return until when nothing becomes overdue by itself, at most an hour ahead."""

        def job() -> datetime:
            now, after = self._clock(), self._rules.unconfirmed_after
            soonest = now + timedelta(hours=1)
            if after is None:
                return soonest
            with self._reading() as unit:
                here = {resident.id for resident in _here(unit)}
                items = unit.schedule.of_all((now - after).date() - timedelta(days=1))
                own = [item for item in items if item.resident_id in here]
                for each in occurrences(own, now - after, soonest - after, self._house):
                    if each.starts + after > now:
                        soonest = min(soonest, each.starts + after)
            return soonest

        return await self._lane.run(job)

    def _first(self, unit: ReminderUnit, resident_id: ResidentId) -> Reminder | None:
        planned, steps = self._planned(unit, resident_id), self._steps(unit, resident_id)
        due = due_reminders(planned, steps, self._clock(), self._rules)
        return due[0] if due else None

    def _notices(
        self, unit: ReminderUnit, resident_id: ResidentId
    ) -> tuple[Sequence[ReminderNotice], Steps]:
        now, last = self._clock(), unit.reminders.last_said(resident_id)
        steps = self._steps(unit, resident_id)
        is_reminded = last is not None and now - last < REMINDED_WITHIN
        planned = self._planned(unit, resident_id)
        return notices(planned, steps, now, self._rules, is_reminded=is_reminded), steps

    def _everybodys(
        self, unit: ReminderUnit
    ) -> Iterator[tuple[Resident, Sequence[ReminderNotice], Steps]]:
        """Yield everybody with their notices: three questions, however many live here."""
        now, rules = self._clock(), self._rules
        start, end = self._span()
        steps = by_reminder(unit.reminders.of_all(now - rules.looks_back - timedelta(days=1)))
        answered = {key.item_id for key in steps}
        planned: dict[ResidentId, list[ScheduledItem]] = {}
        for item in unit.schedule.of_all(start.date() - timedelta(days=1)):
            # Of anything else there is never a notice: it is neither medicine nor answered.
            if item.kind is ItemKind.MEDICATION or item.id in answered:
                planned.setdefault(item.resident_id, []).append(item)
        reminded = unit.reminders.said_to(now - REMINDED_WITHIN)
        for resident in _here(unit):
            coming = occurrences(planned.get(resident.id, ()), start, end, self._house)
            is_reminded = resident.id in reminded
            yield resident, notices(coming, steps, now, rules, is_reminded=is_reminded), steps

    def _planned(self, unit: ReminderUnit, resident_id: ResidentId) -> list[Occurrence]:
        start, end = self._span()
        items = unit.schedule.of(resident_id, start.date() - timedelta(days=1))
        return occurrences(items, start, end, self._house)

    def _span(self) -> tuple[datetime, datetime]:
        now, rules = self._clock(), self._rules
        return now - rules.looks_back, now + rules.looks_ahead + timedelta(seconds=1)

    def _steps(self, unit: ReminderUnit, resident_id: ResidentId) -> Steps:
        since = self._clock() - self._rules.looks_back - timedelta(days=1)
        return by_reminder(unit.reminders.of(resident_id, since))

    def _settled(
        self, unit: ReminderUnit, resident_id: ResidentId, key: ReminderKey
    ) -> ReminderStep | None:
        steps = self._steps(unit, resident_id).get(key, ())
        return next((event.step for event in steps if event.step in SETTLING), None)

    async def _settle(
        self, resident_id: ResidentId, key: ReminderKey, step: ReminderStep
    ) -> ReminderStep:
        def job() -> ReminderStep:
            with self._units() as unit:
                if before := self._settled(unit, resident_id, key):
                    return before
                self._append(unit, resident_id, key, step, "resident")
            return step

        return await self._lane.run(job)

    def _append(
        self,
        unit: ReminderUnit,
        resident_id: ResidentId,
        key: ReminderKey,
        step: ReminderStep,
        by: str,
        until: datetime | None = None,
    ) -> None:
        unit.reminders.append(ReminderEvent(key, resident_id, step, self._clock(), by, until))


def _here(unit: ReminderUnit) -> list[Resident]:
    departed = unit.residence.departed()
    return [resident for resident in unit.residents.all() if resident.id not in departed]


def _unnoted(found: Sequence[ReminderNotice], steps: Steps) -> list[ReminderNotice]:
    return [
        notice
        for notice in found
        if notice.kind is not NoticeKind.QUESTION
        and all(e.step is not ReminderStep.OVERDUE for e in steps.get(notice.key, ()))
    ]
