"""Decides whether a prompt may go to the facility's server, and notes each decision."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog, Detail
from app.clock import Clock
from app.privacy import Leaving, Redactor, judge
from app.runtime import Lane


class PromptUnit(Protocol):
    """What is needed to decide."""

    @property
    def redactor(self) -> Callable[[], Redactor]:
        """Gives the patterns and names to look for."""

    @property
    def audit(self) -> AuditLog:
        """Where each decision is noted."""


@dataclass(frozen=True, slots=True)
class PromptLeaving:
    """Applies the facility's rule to what would be sent to a server."""

    rule: Leaving
    units: Callable[[], AbstractContextManager[PromptUnit]]
    lane: Lane
    clock: Clock

    async def judge(self, texts: Sequence[str]) -> Sequence[str] | None:
        """Return the texts as they may leave, or None when they may not."""
        if self.rule is Leaving.ALLOW:
            return texts
        return await self.lane.run(lambda: self._judged(texts))

    def _judged(self, texts: Sequence[str]) -> Sequence[str] | None:
        with self.units() as unit:
            patterns = unit.redactor()
            judged = [judge(text, self.rule, patterns) for text in texts]
            found = sorted({kind for one in judged for kind in one.found})
            if not found:
                return texts
            details: dict[str, Detail] = {
                "outcome": self.rule.value,
                "kind": ", ".join(found),
                "what": "facility_model",
            }
            draft = AuditDraft(AuditAction.LEAVING_DECIDED, "lilo", "", details)
            unit.audit.append(draft, self.clock())
        leaving = [one.text for one in judged]
        return None if None in leaving else [text for text in leaving if text is not None]
