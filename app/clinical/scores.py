"""Results of clinical scales, as recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from app.ids import ResidentId


class ScaleId(StrEnum):
    """Scales whose results can be recorded."""

    PHQ9 = "phq9"
    GAD7 = "gad7"
    UCLA3 = "ucla3"
    GDS15 = "gds15"

    @property
    def label(self) -> str:
        """Name as clinicians write it."""
        return {
            "phq9": "PHQ-9",
            "gad7": "GAD-7",
            "ucla3": "UCLA-3",
            "gds15": "GDS-15",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Score:
    """One completed scale.

    Attributes:
        items: answers in the scale's order.
    """

    id: UUID
    resident_id: ResidentId
    scale: ScaleId
    taken_on: date
    total: int
    items: tuple[int, ...]


class ScoreRepository(Protocol):
    """Where scores are kept; append-only."""

    def add(self, score: Score) -> None:
        """Keep a score."""

    def of(self, resident_id: ResidentId) -> Sequence[Score]:
        """Return the resident's scores, oldest first."""
