"""Messages of residents to their families, on the same way out as messages about alerts.

A family has an address of its own: a target with the role of families that names the resident.
Nothing goes to a target that names nobody, so that no family gets what another one's said.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.alerts.delivery import GIVE_UP_AFTER
from app.alerts.notification import Notification, NotificationId, NotificationState
from app.alerts.routing import Recipient
from app.alerts.targets import Target
from app.audit import AuditAction, AuditDraft
from app.clock import Clock
from app.conversation.family import FamilyWay, OutgoingWords
from app.conversation.history import Message
from app.identity import Resident
from app.ids import AlertEventId, AlertId, ResidentId, new_uuid
from app.safety import Level


@dataclass(frozen=True, slots=True)
class FamilyPost:
    """Keeps a message for every address of a resident's family.

    Attributes:
        may_write: whether the resident, or who decides for them, agrees that Lilo writes; asked
            inside the transaction.
    """

    targets: Sequence[Target]
    may_write: Callable[[Any, ResidentId], bool]
    clock: Clock

    def way(self, unit: Any, resident: Resident) -> FamilyWay:
        """Return whether a message can go out."""
        if not self._targets_of(resident):
            return FamilyWay.NONE
        may = self.may_write(unit, resident.id)
        return FamilyWay.OPEN if may else FamilyWay.NO_CONSENT

    def enqueue(self, unit: Any, resident: Resident, wish: Message, words: OutgoingWords) -> bool:
        """Keep a message for every address; return False where none may be sent."""
        if self.way(unit, resident) is not FamilyWay.OPEN:
            return False
        now = self.clock()
        name = resident.preferred_name or resident.given_name
        for target in self._targets_of(resident):
            unit.outbox.add(
                Notification(
                    NotificationId(new_uuid()),
                    # No alert stands behind it: the resident stands in its place, so that it is
                    # found when a person is erased. The message's own id keeps it from going twice.
                    AlertId(resident.id),
                    AlertEventId(wish.id),
                    target.name,
                    Recipient.FAMILY,
                    Level.NONE,
                    words.title.format(name=name),
                    words.body.format(name=name, words=wish.text),
                    created_at=now,
                    give_up_at=now + GIVE_UP_AFTER,
                    next_at=now,
                    state=NotificationState.WAITING,
                )
            )
            who = str(resident.id)
            details = {"target": target.name, "message": str(wish.id)}
            unit.audit.append(AuditDraft(AuditAction.FAMILY_MESSAGE_KEPT, who, who, details), now)
        return True

    def _targets_of(self, resident: Resident) -> list[Target]:
        return [
            target
            for target in self.targets
            if Recipient.FAMILY in target.roles and resident.full_name in target.residents
        ]
