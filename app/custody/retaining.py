"""How long each kind of record is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class RetentionKind(StrEnum):
    """Kinds of records with a life of their own."""

    REVIEWS = "reviews"
    CONVERSATIONS = "conversations"
    ALERTS = "alerts"
    SCORES = "scores"
    DISCLOSURES = "disclosures"
    MESSAGES_OUTSIDE = "messages_outside"
    GENERATION = "generation"


RETENTION_KINDS = tuple(RetentionKind)
"""In the order in which they expire: reviews before the conversations they point at."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Days for each kind; a kind that is missing is kept until the person is erased."""

    days: Mapping[RetentionKind, int]

    def before(self, kind: RetentionKind, now: datetime) -> datetime | None:
        """Return the moment before which records of a kind have been kept long enough."""
        days = self.days.get(kind)
        return None if days is None else now - timedelta(days=days)
