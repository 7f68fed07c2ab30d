"""The audit log as staff see it, with the state of its chain."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from app.audit import AuditEntry, AuditLog, AuditRow, ChainVerdict, History, LogCheck
from app.identity import ResidentRepository, StaffRepository
from app.runtime import Lane

SHOWN = 500

PAGE = 2_000
"""Entries read at a time: some hundredths of a second."""


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
    """The newest entries, newest first, and whether the whole chain holds."""

    rows: Sequence[TrailRow]
    verdict: ChainVerdict


class AuditTrail:
    """Reads and verifies the audit log."""

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[TrailUnit]],
        audit_key: bytes,
        lane: Lane,
        history: Callable[[], History] = History,
    ) -> None:
        self._units = units
        self._key = audit_key
        self._lane = lane
        self._history = history

    async def read(self) -> Trail:
        """Return the newest entries and verify the whole chain."""
        verdict = await self.verify()
        return Trail(await self._lane.run(self._newest), verdict)

    async def verify(self) -> ChainVerdict:
        """Verify the whole log, a page at a time so that alerts can be written in between."""
        # The checkpoints first: one that is written meanwhile must not count entries not read.
        check = LogCheck(self._key, await asyncio.to_thread(self._history))
        while rows := await self._lane.run(partial(self._page, check.checked)):
            if not await asyncio.to_thread(check.feed, rows):
                break
        return check.finish()

    def staff_ids(self) -> frozenset[str]:
        """Return the ids of all staff. On the database's thread."""
        with self._units() as unit:
            return frozenset(str(member.id) for member in unit.staff.all())

    def _page(self, after: int) -> Sequence[AuditRow]:
        with self._units() as unit:
            return unit.audit.rows(after=after, limit=PAGE)

    def _newest(self) -> Sequence[TrailRow]:
        with self._units() as unit:
            names = {str(r.id): r.full_name for r in unit.residents.all()}
            names |= {str(s.id): s.signature for s in unit.staff.all()}
            names["lilo"] = "Lilo"
            return [
                TrailRow(e, names.get(e.actor, e.actor), names.get(e.subject, e.subject))
                for e in unit.audit.latest(SHOWN)
            ]
