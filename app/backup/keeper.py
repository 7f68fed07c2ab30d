"""The daily backup: at its hour, or after the next start when Lilo was off then."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from app.audit import AuditAction, AuditDraft, AuditLog, Detail
from app.clock import Clock
from app.errors import LiloError

SETTLE_S = 600.0
"""After a start, before a missed backup is made up for: residents come first."""

COPY = "copy"
"""What an entry is about when it is not about a backup itself."""

RETRY = timedelta(hours=1)

_log = structlog.get_logger(__name__)


class BackupMaker(Protocol):
    """Makes and proves a backup."""

    def latest(self) -> datetime | None:
        """Return when the newest finished backup was made."""

    def make(self) -> str:
        """Make and prove one; blocking, minutes. Returns its name.

        Raises:
            LiloError: there is none; the older ones are whole.
        """

    def copy(self) -> None:
        """Bring the newest one to the second folder, where there is one; blocking.

        Raises:
            LiloError: it is not there; the folder is away or full.
        """


class BackupUnit(Protocol):
    """Where the outcome is noted."""

    @property
    def audit(self) -> AuditLog:
        """The log."""


@dataclass(slots=True)
class BackupKeeper:
    """Makes a backup each day until it is stopped.

    Several windows run on one facility; the maker's lock and the time of the newest backup see to
    it that only one of them makes it.
    """

    maker: BackupMaker
    units: Callable[[], AbstractContextManager[BackupUnit]]
    clock: Clock
    zone: ZoneInfo
    at: time
    settle_s: float = SETTLE_S
    _copy_fault: str | None = None
    _stopped: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Work at the due hour; a backup that failed is tried again an hour later."""
        if await self._waited(self.settle_s):
            return
        while True:
            failed = not await asyncio.to_thread(self.make_due)
            now = self.clock()
            due = now + RETRY if failed else next_due(now, self.at, self.zone)
            if await self._waited((due - now).total_seconds()):
                return

    def stop(self) -> None:
        """End `run`; a backup that is being made is finished first."""
        self._stopped.set()

    def make_due(self) -> bool:
        """Make a backup if none was made since the last due hour, and copy the newest.

        Backup and copy are judged apart: either may fail without the other.

        Returns:
            Whether all is well.
        """
        made = self._fault_of(self._make_unless_made)
        if made is not None:
            self._note_failure({"fault": made})
        copied = self._fault_of(self.maker.copy)
        if copied is not None and copied != self._copy_fault:
            # Once for each backup, and not each hour: a share may be away for weeks.
            self._note_failure({"what": COPY, "fault": copied})
        if copied is None and self._copy_fault is not None:
            self._note_quietly(AuditAction.BACKUP_MADE, {"what": COPY})
        self._copy_fault = copied
        return made is None and copied is None

    def _make_unless_made(self) -> None:
        since = next_due(self.clock(), self.at, self.zone) - timedelta(days=1)
        latest = self.maker.latest()
        # One from the future was made before the clock was set back; it counts for nothing.
        if latest is None or not since <= latest <= self.clock():
            self._note(AuditAction.BACKUP_MADE, {"backup": self.maker.make()})
            self._copy_fault = None

    def _fault_of(self, work: Callable[[], None]) -> str | None:
        """Do it; return None, or the code of what went wrong, empty for what nobody expected."""
        try:
            work()
        except LiloError as error:
            _log.exception("backup_failed")
            return error.code
        except Exception:
            _log.exception("backup_failed")
            return ""
        return None

    def _note_failure(self, details: dict[str, Detail]) -> None:
        if details["fault"]:
            self._note_quietly(AuditAction.BACKUP_FAILED, details)

    def _note_quietly(self, action: AuditAction, details: dict[str, Detail]) -> None:
        try:
            self._note(action, details)
        except LiloError:
            _log.exception("backup_failure_not_noted")

    def _note(self, action: AuditAction, details: dict[str, Detail]) -> None:
        with self.units() as unit:
            unit.audit.append(AuditDraft(action, "lilo", "", details), self.clock())

    async def _waited(self, seconds: float) -> bool:
        """Wait; return whether it was stopped meanwhile."""
        try:
            await asyncio.wait_for(self._stopped.wait(), seconds)
        except TimeoutError:
            return False
        return True


def next_due(now: datetime, at: time, zone: ZoneInfo) -> datetime:
    """Return when the next backup is due, after `now`."""
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), at, zone)
    return today if today > local else datetime.combine(local.date() + timedelta(days=1), at, zone)
