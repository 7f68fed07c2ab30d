"""The audit log as staff see it, with the state of its chain."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Protocol

from app.audit import (
    AuditEntry,
    AuditLog,
    AuditRow,
    ChainVerdict,
    History,
    LogCheck,
    Standing,
    Wanted,
)
from app.clock import Clock, system_clock
from app.identity import ResidentRepository, StaffRepository
from app.runtime import Lane

SHOWN = 500

PAGE = 2_000
"""Entries read at a time: some hundredths of a second."""

WHOLE_EVERY_S = 24 * 3600.0
"""After so long everything is read again, whoever asks."""

ALWAYS_WHOLE = 20_000
"""A log no longer than this is read whole each time: some tenths of a second."""

Progress = Callable[[int], None]
"""Told how many entries have been read."""


class TrailUnit(Protocol):
    """What the trail reads."""

    @property
    def audit(self) -> AuditLog:
        """The log."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents, to name ids to those who may see names."""

    @property
    def staff(self) -> StaffRepository:
        """Staff, likewise."""


@dataclass(frozen=True, slots=True)
class TrailRow:
    """An entry with ids put into names.

    Attributes:
        actor: name of a person, "Lilo", or the id where nobody is known by it.
    """

    entry: AuditEntry
    actor: str
    subject: str


@dataclass(frozen=True, slots=True)
class Trail:
    """The newest entries that are wanted, newest first, and what else could be asked for.

    Attributes:
        entries: how many the log had.
        staff, residents: names by id, of those who can have acted or be spoken of.
        actions: what the log holds.
    """

    rows: Sequence[TrailRow]
    entries: int
    staff: Mapping[str, str]
    residents: Mapping[str, str]
    actions: Sequence[str]


class AuditTrail:
    """Reads and verifies the audit log.

    Verifying reads the whole log the first time, once a day, and whenever somebody wants that.
    Otherwise a long one is gone on with where the last check ended, so that a log of years costs
    what was added to it.

    Args:
        history: the checkpoints that can be relied upon.
        always_whole: a log of so many entries, or fewer, is read whole each time.
    """

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[TrailUnit]],
        audit_key: bytes,
        lane: Lane,
        history: Callable[[], History] = History,
        clock: Clock = system_clock,
        monotonic: Callable[[], float] = time.monotonic,
        always_whole: int = ALWAYS_WHOLE,
    ) -> None:
        self._units = units
        self._key = audit_key
        self._lane = lane
        self._history = history
        self._clock = clock
        self._monotonic = monotonic
        self._always_whole = always_whole
        self._known: _Known | None = None

    async def read(self, wanted: Wanted) -> Trail:
        """Return the newest entries that are wanted."""
        return await self._lane.run(partial(self._newest, wanted))

    async def verify(
        self, *, whole: bool = False, progress: Progress = lambda _count: None
    ) -> ChainVerdict:
        """Verify the log, a page at a time so that alerts can be written in between.

        Args:
            whole: read all of it, also what was found whole before.
        """
        # The checkpoints first: one that is written meanwhile must not count entries not read.
        history = await asyncio.to_thread(self._history)
        remembered, now = self._known, self._monotonic()
        stands = remembered is None or await self._stands(remembered.standing)
        is_old = remembered is not None and now - remembered.read_at >= WHOLE_EVERY_S
        known = remembered
        if remembered and remembered.standing.count <= self._always_whole:
            known = None
        if whole or is_old or not stands:
            # Where something before has changed the whole log tells what.
            known = None
        check = LogCheck(self._key, history, known.standing if known else None)
        for number in check.behind:
            check.meet(number, await self._mac_of(number))
        began = self._clock()
        while rows := await self._lane.run(partial(self._page, check.checked)):
            if not await asyncio.to_thread(check.feed, rows):
                break
            progress(check.checked)
        verdict = check.finish()
        if remembered and verdict.valid and not stands:
            # What was known stays known, so that the next check says so too.
            return _not_as_read(verdict, remembered.standing.count)
        self._keep(check.standing if verdict.valid else None, known, began, now)
        if known and verdict.valid:
            return replace(verdict, known=known.whole, known_at=known.at)
        return verdict

    def _keep(
        self, standing: Standing | None, known: "_Known | None", began: datetime, now: float
    ) -> None:
        if standing is None:
            self._known = None
        elif known is None:
            self._known = _Known(standing, standing.count, began, now)
        else:
            self._known = replace(known, standing=standing)

    async def _stands(self, standing: Standing) -> bool:
        return not standing.count or await self._mac_of(standing.count) == standing.head

    async def _mac_of(self, number: int) -> str:
        rows = await self._lane.run(partial(self._page, number - 1, 1))
        return rows[0].mac if rows and rows[0].sequence == number else ""

    def _page(self, after: int, limit: int = PAGE) -> Sequence[AuditRow]:
        with self._units() as unit:
            return unit.audit.rows(after=after, limit=limit)

    def _newest(self, wanted: Wanted) -> Trail:
        with self._units() as unit:
            residents = {str(r.id): r.full_name for r in unit.residents.all()}
            staff = {str(s.id): s.signature for s in unit.staff.all()} | {"lilo": "Lilo"}
            names = residents | staff
            return Trail(
                [
                    TrailRow(e, names.get(e.actor, e.actor), names.get(e.subject, e.subject))
                    for e in unit.audit.newest(wanted, SHOWN)
                ],
                unit.audit.count(),
                staff,
                residents,
                unit.audit.actions(),
            )


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found whole, how much of it was read at once, and when."""

    standing: Standing
    whole: int
    at: datetime
    read_at: float


def _not_as_read(verdict: ChainVerdict, before: int) -> ChainVerdict:
    """Contradict a log that is whole by itself, and not the one that this program has read."""
    if verdict.checked < before:
        bad = verdict.checked + 1
        reason = (
            f"The newest entries were cut off, from entry {bad} on: this program had read {before}."
        )
    else:
        bad = before
        reason = f"Entry {bad} is not the one that this program had read: the log was written anew."
    return replace(verdict, first_bad=bad, reason=reason)
