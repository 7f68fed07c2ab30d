"""A kiosk that cannot be heard: kept once when it begins and once when it ends, for staff."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.runtime import Lane


class SilenceNote(Protocol):
    """Where it is kept that a kiosk cannot be heard."""

    def since(self) -> tuple[datetime, str] | None:
        """Return since when, and the code of what is wrong; None while it can be heard."""

    def begin(self, at: datetime, why: str) -> None:
        """Keep that it cannot be heard."""

    def end(self) -> None:
        """Keep that it can."""


class SilenceUnit(Protocol):
    """What is written."""

    @property
    def silence(self) -> SilenceNote:
        """The note."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


@dataclass(frozen=True, slots=True)
class SilenceBook:
    """Tells staff once that Lilo's voice fell silent, and once that it is back."""

    units: Callable[[], AbstractContextManager[SilenceUnit]]
    lane: Lane
    clock: Clock

    async def note(self, trouble: str) -> None:
        """Keep how it stands.

        Args:
            trouble: code of what keeps Lilo from being heard; empty where nothing does.
        """
        await self.lane.run(lambda: self._noted(trouble))

    def _noted(self, trouble: str) -> None:
        now = self.clock()
        with self.units() as unit:
            is_known = unit.silence.since() is not None
            if trouble and not is_known:
                unit.silence.begin(now, trouble)
                unit.audit.append(
                    AuditDraft(AuditAction.VOICE_LOST, "lilo", details={"why": trouble}), now
                )
            elif is_known and not trouble:
                unit.silence.end()
                unit.audit.append(AuditDraft(AuditAction.VOICE_BACK, "lilo"), now)
