"""A resident's words on their way into a message about an alert.

The message itself always leaves: somebody has to come. Only what was said can be masked or kept.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.alerts.alert import Alert
from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.privacy import Leaving, Redactor, judge


class LeavingUnit(Protocol):
    """What is needed to decide."""

    @property
    def redactor(self) -> Callable[[], Redactor]:
        """Gives the patterns and names to look for."""

    @property
    def audit(self) -> AuditLog:
        """Where each decision is noted."""


@dataclass(frozen=True, slots=True)
class WordsLeaving:
    """Applies the facility's rule to the words of an alert."""

    rule: Leaving
    clock: Clock

    def __call__(self, unit: LeavingUnit, alert: Alert) -> Alert:
        """Return the alert with the words that may leave."""
        words = alert.cause.words
        if not words or self.rule is Leaving.ALLOW:
            return alert
        judged = judge(words, self.rule, unit.redactor())
        if judged.decision is Leaving.ALLOW:
            return alert
        draft = AuditDraft(
            AuditAction.LEAVING_DECIDED,
            "lilo",
            str(alert.resident_id),
            {
                "outcome": judged.decision.value,
                "kind": ", ".join(judged.found),
                "what": "notification",
                "alert": str(alert.id),
            },
        )
        unit.audit.append(draft, self.clock())
        return replace(alert, cause=replace(alert.cause, words=judged.text or ""))
