"""Readings that go on by themselves are noted once for each session, not every thirty seconds."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog, Detail
from app.clock import Clock
from app.identity import SessionId, StaffSession
from app.runtime import Lane

MOST_KEPT = 5_000
"""Of what was noted; the oldest is then noted a second time, which does no harm."""


class VisitUnit(Protocol):
    """What is written."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


@dataclass(frozen=True, slots=True)
class Visits:
    """Knows what each session has read, for as long as the program runs."""

    units: Callable[[], AbstractContextManager[VisitUnit]]
    database: Lane
    clock: Clock
    _noted: dict[tuple[SessionId, str, str, str], None] = field(default_factory=dict)

    async def note(
        self,
        session: StaffSession,
        action: AuditAction,
        about: str = "",
        details: Mapping[str, Detail] | None = None,
        *,
        of: str = "",
    ) -> None:
        """Write down that a session reads something, where it has not been; call it before reading.

        Args:
            about: id of the resident, or empty where it is of several.
            of: tells apart what has the same action and is about the same.
        """
        key = (session.id, action.value, about, of)
        if key in self._noted:
            return
        draft = AuditDraft(action, str(session.member.id), about, dict(details or {}))

        def job() -> None:
            with self.units() as unit:
                unit.audit.append(draft, self.clock())

        await self.database.run(job)
        self._noted[key] = None
        while len(self._noted) > MOST_KEPT:
            self._noted.pop(next(iter(self._noted)))
