"""Which tables hold what of a person, and how their rows are found.

Every table with a column that refers to a resident must be named here; a test compares.
"""

from dataclasses import dataclass

from app.custody.retaining import RetentionKind


@dataclass(frozen=True, slots=True)
class PersonalTable:
    """A table with rows of people.

    Attributes:
        owner: condition that finds a person's rows, with `:who` for their id.
        evidence: whether deleting needs a permit.
    """

    name: str
    owner: str = "resident_id = :who"
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class ExpiringTable:
    """A table whose rows expire.

    Attributes:
        old: condition that finds what is too old, with `:who` and `:before`.
    """

    name: str
    old: str
    evidence: bool = False


_OWN_ALERTS = "alert_id IN (SELECT alert_id FROM alert_events WHERE resident_id = :who)"
_OWN_CASES = "case_id IN (SELECT id FROM review_cases WHERE resident_id = :who)"
_OWN_AND_OLD = "resident_id = :who AND at < :before"

# A message stays as long as a case that staff have to judge, or judged, points at it.
_UNCITED = "NOT EXISTS (SELECT 1 FROM review_cases AS cited WHERE cited.message_id = {message})"

ERASED = (
    PersonalTable("review_decisions", _OWN_CASES, evidence=True),
    PersonalTable("review_cases", evidence=True),
    PersonalTable("turn_readings", evidence=True),
    PersonalTable("observations", evidence=True),
    PersonalTable("disregarded_messages"),
    PersonalTable("disclosures", evidence=True),
    PersonalTable("memory_doubts"),
    PersonalTable("memories"),
    PersonalTable("memory_marks"),
    PersonalTable("generation_usage", evidence=True),
    PersonalTable("scores", evidence=True),
    PersonalTable("scheduled_items"),
    PersonalTable("passages", "owner = :who"),
    PersonalTable("notifications", _OWN_ALERTS),
    PersonalTable("messages", evidence=True),
    PersonalTable("residents", "id = :who"),
)
"""Deleted when a person is erased, in this order: what refers before what is referred to."""

BLANKED = PersonalTable("alert_events", evidence=True)
"""Emptied of words; that there was an alert, and what staff did, stays under an id without name."""

KEPT = ("alert_heads", "privacy_events", "evidence_permits")
"""Refer to residents, and stay when one is erased: they hold ids and times."""

EXPIRING: dict[RetentionKind, tuple[ExpiringTable, ...]] = {
    RetentionKind.REVIEWS: (
        ExpiringTable(
            "review_decisions",
            "case_id IN (SELECT id FROM review_cases WHERE resident_id = :who AND at < :before)",
            evidence=True,
        ),
        ExpiringTable(
            "review_cases",
            f"{_OWN_AND_OLD} AND NOT EXISTS "
            "(SELECT 1 FROM review_decisions AS late WHERE late.case_id = review_cases.id)",
            evidence=True,
        ),
    ),
    RetentionKind.CONVERSATIONS: (
        *(
            ExpiringTable(
                name, f"{_OWN_AND_OLD} AND {_UNCITED.format(message=f'{name}.message_id')}", True
            )
            for name in ("turn_readings", "observations")
        ),
        ExpiringTable(
            "disregarded_messages",
            "resident_id = :who AND message_id IN (SELECT id FROM messages WHERE resident_id = "
            f":who AND at < :before AND {_UNCITED.format(message='messages.id')})",
        ),
        ExpiringTable(
            "passages",
            "owner = :who AND stream = 'chat' AND json_extract(facts, '$.at') < :before",
        ),
        ExpiringTable(
            "messages", f"{_OWN_AND_OLD} AND {_UNCITED.format(message='messages.id')}", True
        ),
    ),
    RetentionKind.ALERTS: (
        ExpiringTable(
            "alert_events",
            f"{_OWN_AND_OLD} AND alert_id IN (SELECT alert_id FROM alert_heads WHERE is_open = 0 "
            "AND resolved_at < :before)",
            True,
        ),
        ExpiringTable(
            "alert_heads",
            "resident_id = :who AND is_open = 0 AND resolved_at < :before AND NOT EXISTS "
            "(SELECT 1 FROM alert_events AS late WHERE late.alert_id = alert_heads.alert_id)",
        ),
    ),
    RetentionKind.SCORES: (
        ExpiringTable("scores", "resident_id = :who AND taken_on < :before", True),
    ),
    RetentionKind.DISCLOSURES: (ExpiringTable("disclosures", _OWN_AND_OLD, True),),
    RetentionKind.MESSAGES_OUTSIDE: (
        ExpiringTable("notifications", f"{_OWN_ALERTS} AND done_at < :before"),
    ),
    RetentionKind.GENERATION: (ExpiringTable("generation_usage", _OWN_AND_OLD, True),),
}
"""Deleted when it is old enough, in this order."""
