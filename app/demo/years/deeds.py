"""Invented entries of the audit log: who did what to whose record, over the years."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from random import Random

from app.audit import AuditAction, AuditDraft, Detail
from app.demo.years.history import House, id_of

_Deed = tuple[AuditAction, int, Mapping[str, Detail]]

_BY_LILO: Sequence[_Deed] = (
    (AuditAction.TURN_TAKEN, 60, {"level": "none", "intent": "chat", "agent": "companion"}),
    (AuditAction.DISCLOSED, 6, {"occasion": "first_today", "profile": "default"}),
    (AuditAction.MEMORY_KEPT, 4, {"kind": "fact"}),
    (AuditAction.CHECK_IN_COMPLETED, 3, {"scale": "phq9"}),
    (AuditAction.ALERT_RAISED, 1, {"level": "urgent", "source": "words"}),
    (AuditAction.ALERT_DELIVERED, 1, {}),
    (AuditAction.SENTENCE_WITHHELD, 1, {"rule": "dose"}),
    (AuditAction.REMINDER_OVERDUE, 2, {}),
)
_BY_STAFF: Sequence[_Deed] = (
    (AuditAction.RESIDENT_OPENED, 8, {}),
    (AuditAction.CLINICAL_READ, 5, {}),
    (AuditAction.MEMORY_READ, 2, {}),
    (AuditAction.CONVERSATION_OPENED, 1, {"messages": 200, "glass": False}),
    (AuditAction.ALERT_ACKNOWLEDGED, 1, {}),
    (AuditAction.ALERT_RESOLVED, 1, {"outcome": "helped"}),
    (AuditAction.REVIEW_DECIDED, 1, {"verdict": "not_danger"}),
    (AuditAction.SIGNED_IN, 2, {"station": "staff"}),
    (AuditAction.SIGNED_OUT, 2, {"station": "staff"}),
    (AuditAction.RESIDENT_CHANGED, 1, {"changed": "profile"}),
)
_OF_STAFF = 0.2


def deeds(house: House, count: int, chance: Random) -> Iterator[tuple[AuditDraft, datetime]]:
    """Yield drafts of entries with their moments, oldest first."""
    by_lilo = _drawn(_BY_LILO)
    by_staff = _drawn(_BY_STAFF)
    gone = [str(id_of(house.begins, chance)) for _ in range(8)]
    for number, at in enumerate(house.moments(count, chance)):
        who = str(house.resident(chance))
        if number % 500 == 0:
            # Somebody who has moved out long ago is named by an id.
            who = gone[number // 500 % len(gone)]
        if chance.random() < _OF_STAFF:
            action, details = chance.choice(by_staff)
            yield AuditDraft(action, str(chance.choice(house.nurses)), who, details), at
        else:
            action, details = chance.choice(by_lilo)
            yield AuditDraft(action, "lilo", who, details), at


def _drawn(weighted: Sequence[_Deed]) -> list[tuple[AuditAction, Mapping[str, Detail]]]:
    return [(action, details) for action, weight, details in weighted for _ in range(weight)]
