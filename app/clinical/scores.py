"""Results of clinical scales, as recorded."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol
from uuid import UUID

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from app.ids import ResidentId

_FORM = re.compile(r"[a-z][a-z0-9]{0,15}")
_FAMILY_AND_ITEMS = re.compile(r"([a-z]+)(\d+)")
_LABELS = {"cssrs": "C-SSRS"}


class ScaleId(str):
    """The name of a scale, as its file in `resources/scales` bears it: "phq9".

    Not an enumeration: a scale is added by adding its file.

    Raises:
        ValueError: it is not a lower-case word of letters and digits.
    """

    __slots__ = ()

    PHQ2: ClassVar["ScaleId"]
    PHQ9: ClassVar["ScaleId"]
    GAD2: ClassVar["ScaleId"]
    GAD7: ClassVar["ScaleId"]
    UCLA3: ClassVar["ScaleId"]
    GDS15: ClassVar["ScaleId"]
    CSSRS: ClassVar["ScaleId"]

    def __new__(cls, name: str) -> "ScaleId":
        """Take a name for a scale."""
        if not _FORM.fullmatch(name):
            raise ValueError(f"'{name[:20]}' is no name of a scale: letters and digits, as phq9")
        return super().__new__(cls, name)

    @property
    def label(self) -> str:
        """Name as clinicians write it."""
        if self in _LABELS:
            return _LABELS[self]
        parts = _FAMILY_AND_ITEMS.fullmatch(self)
        return f"{parts[1].upper()}-{parts[2]}" if parts else self.upper()

    @classmethod
    def __get_pydantic_core_schema__(cls, _of: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let data files name scales."""
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())


ScaleId.PHQ2 = ScaleId("phq2")
ScaleId.PHQ9 = ScaleId("phq9")
ScaleId.GAD2 = ScaleId("gad2")
ScaleId.GAD7 = ScaleId("gad7")
ScaleId.UCLA3 = ScaleId("ucla3")
ScaleId.GDS15 = ScaleId("gds15")
ScaleId.CSSRS = ScaleId("cssrs")


@dataclass(frozen=True, slots=True)
class Score:
    """One completed scale.

    Attributes:
        id: for a scale that Lilo took, that of its administration.
        items: points of the answers in the scale's order; None for an item without an answer.
    """

    id: UUID
    resident_id: ResidentId
    scale: ScaleId
    taken_on: date
    total: int
    items: tuple[int | None, ...]

    @property
    def missing(self) -> int:
        """How many items have no answer; where any has none, the total is estimated."""
        return sum(points is None for points in self.items)


@dataclass(frozen=True, slots=True)
class Total:
    """What a score came to, without its answers."""

    scale: ScaleId
    taken_on: date
    total: int


LastDays = Mapping[tuple[ResidentId, ScaleId], date]
"""The day of the newest score, by resident and scale."""


class ScoreRepository(Protocol):
    """Where scores are kept; append-only."""

    def add(self, score: Score) -> None:
        """Keep a score."""

    def of(self, resident_id: ResidentId) -> Sequence[Score]:
        """Return the resident's scores, oldest first."""

    def newest(self, resident_id: ResidentId) -> Sequence[Score]:
        """Return the resident's newest score of each scale."""

    def recent(self, limit: int) -> Mapping[ResidentId, Sequence[Total]]:
        """Return the newest totals of everybody who lives here, so many each, oldest first."""

    def last_two(self, scale: ScaleId) -> Sequence[Score]:
        """Return the newest two of a scale of everybody who lives here.

        Those of one resident stand together, the older first.
        """

    def last_days(
        self, scales: Collection[ScaleId], resident_id: ResidentId | None = None
    ) -> LastDays:
        """Return when each of these was last taken by a resident, or by all who live here."""
