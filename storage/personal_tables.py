"""Which tables hold what of a person, and how their rows are found.

Every table with a column that refers to a resident must be named here; a test compares.
"""

from dataclasses import dataclass

from app.custody.retaining import RetentionKind

EVIDENCE = frozenset(
    {
        "administration_events",
        "alert_events",
        "consents",
        "disclosures",
        "generation_usage",
        "messages",
        "observations",
        "reminder_events",
        "residence_events",
        "review_cases",
        "review_decisions",
        "scale_rhythms",
        "scores",
        "triage_votes",
        "turn_readings",
    }
)
"""Tables from which triggers let nothing be deleted without a permit."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table.

    Attributes:
        where: condition that finds them, with `:who` for a person's id and, for rows that expire,
            `:before` for the moment before which they are too old.
    """

    table: str
    where: str = "resident_id = :who"

    @property
    def evidence(self) -> bool:
        """Whether deleting them needs a permit."""
        return self.table in EVIDENCE


_OWN_ALERTS = "alert_id IN (SELECT alert_id FROM alert_events WHERE resident_id = :who)"
_OWN_CASES = "case_id IN (SELECT id FROM review_cases WHERE resident_id = :who)"
_OLD = "resident_id = :who AND at < :before"
_OLD_CASES = "case_id IN (SELECT id FROM review_cases WHERE resident_id = :who AND at < :before)"
_UNJUDGED = "id NOT IN (SELECT case_id FROM review_decisions)"
_JUDGEABLE = f"resident_id = :who AND at < :before AND {_UNJUDGED}"
_OLD_UNJUDGED = f"case_id IN (SELECT id FROM review_cases WHERE {_JUDGEABLE})"  # noqa: S608
# A message stays as long as a case that staff have to judge, or have judged, points at it.
_CITED = "(SELECT message_id FROM review_cases WHERE resident_id = :who)"
_OLD_TURNS = f"{_OLD} AND message_id NOT IN {_CITED}"
_OLD_MESSAGES = f"{_OLD} AND id NOT IN {_CITED}"
_CLOSED = "is_open = 0 AND resolved_at < :before"
_OF_CLOSED = f"alert_id IN (SELECT alert_id FROM alert_heads WHERE {_CLOSED})"  # noqa: S608
# A message of a resident to the family belongs to no alert: the resident stands in its place.
_OWN_NOTIFICATIONS = f"({_OWN_ALERTS} OR alert_id = :who)"

_OWN_MARKS = (
    "name IN ("
    + ", ".join(
        f"'{kind}:' || lower(hex(:who))" for kind in ("voice", "access", "kiosk", "mobility")
    )
    + ")"
)

ERASED = (
    Rows("triage_votes", _OWN_CASES),
    Rows("review_decisions", _OWN_CASES),
    Rows("review_cases"),
    Rows("turn_readings"),
    Rows("observations"),
    Rows("disregarded_messages"),
    Rows("disclosures"),
    Rows("memory_doubts"),
    Rows("memory_sources"),
    Rows("memories"),
    Rows("memory_marks"),
    Rows("reading_marks"),
    Rows("kept_vectors"),
    Rows("generation_usage"),
    Rows("dead_letters"),
    Rows("scores"),
    Rows("administration_events"),
    Rows("scale_rhythms"),
    Rows("reminder_events"),
    Rows("scheduled_items"),
    Rows("story_tellings"),
    Rows("story_photos"),
    Rows("passages", "owner = :who"),
    Rows("consents"),
    Rows("preferences"),
    Rows("marks", _OWN_MARKS),
    Rows("residence_events"),
    Rows("resident_doors"),
    Rows("notifications", _OWN_NOTIFICATIONS),
    Rows("messages"),
    Rows("residents", "id = :who"),
)
"""Deleted when a person is erased, in this order: what refers before what is referred to."""

BLANKED = Rows("alert_events")
"""Emptied of words; that there was an alert, and what staff did, stays under an id without name."""

KEPT = ("alert_heads", "privacy_events", "evidence_permits")
"""Refer to residents, and stay when one is erased: they hold ids and times."""

EXPIRING: dict[RetentionKind, tuple[Rows, ...]] = {
    RetentionKind.REVIEWS: (
        Rows("triage_votes", _OLD_UNJUDGED),
        Rows("review_decisions", _OLD_CASES),
        Rows("review_cases", f"{_OLD} AND {_UNJUDGED}"),
    ),
    RetentionKind.CONVERSATIONS: (
        Rows("turn_readings", _OLD_TURNS),
        Rows("observations", _OLD_TURNS),
        Rows(
            "disregarded_messages",
            f"message_id IN (SELECT id FROM messages WHERE {_OLD_MESSAGES})",  # noqa: S608
        ),
        Rows("kept_vectors", _OLD),
        Rows("passages", "owner = :who AND stream = 'chat' AND facts ->> '$.at' < :before"),
        Rows("messages", _OLD_MESSAGES),
    ),
    RetentionKind.ALERTS: (
        Rows("alert_events", f"{_OLD} AND {_OF_CLOSED}"),
        Rows("alert_heads", f"resident_id = :who AND {_CLOSED}"),
    ),
    RetentionKind.SCORES: (
        Rows("scores", "resident_id = :who AND taken_on < :before"),
        Rows("administration_events", _OLD),
    ),
    RetentionKind.DISCLOSURES: (Rows("disclosures", _OLD),),
    RetentionKind.MESSAGES_OUTSIDE: (
        Rows("notifications", f"{_OWN_NOTIFICATIONS} AND done_at < :before"),
    ),
    RetentionKind.GENERATION: (
        Rows("generation_usage", _OLD),
        # Nobody knows whose the oldest are.
        Rows("dead_letters", "(resident_id = :who OR resident_id IS NULL) AND at < :before"),
    ),
}
"""Deleted when it is old enough, in this order."""
