"""Residents: who they are and who belongs to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from app.ids import ResidentId


class RiskKind(StrEnum):
    """Circumstances that make low mood more dangerous."""

    RECENT_LOSS = "recent_loss"
    CHRONIC_PAIN = "chronic_pain"
    ISOLATION = "isolation"
    PREVIOUS_ATTEMPT = "previous_attempt"
    TERMINAL_DIAGNOSIS = "terminal_diagnosis"


@dataclass(frozen=True, slots=True)
class RiskFactor:
    """One circumstance on record, with a note for staff."""

    kind: RiskKind
    note: str


class Mobility(StrEnum):
    """How a resident gets about, as staff have it on record."""

    UNKNOWN = ""
    WALKS = "walks"
    FRAME = "frame"
    """With a frame, a stick, or somebody's arm."""
    WHEELCHAIR = "wheelchair"
    BED = "bed"


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """A person of the resident's family.

    Attributes:
        phrase: how Lilo says it to the resident, such as "your daughter Carol".
    """

    name: str
    relation: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Resident:
    """A person who lives in the facility."""

    id: ResidentId
    given_name: str
    family_name: str
    preferred_name: str
    room: str
    wing: str
    born: date | None = None
    language: str = "en"
    background: str = ""
    family: tuple[FamilyMember, ...] = ()
    risk_factors: tuple[RiskFactor, ...] = ()
    mobility: Mobility = Mobility.UNKNOWN

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}"


class ResidentRepository(Protocol):
    """Where residents are kept."""

    def add(self, resident: Resident) -> None:
        """Keep a new resident."""

    def save(self, resident: Resident) -> None:
        """Replace what is known of a resident."""

    def get(self, resident_id: ResidentId) -> Resident | None:
        """Return the resident, or None."""

    def all(self) -> Sequence[Resident]:
        """Return everybody who is not hidden, by room."""

    def hidden(self) -> frozenset[ResidentId]:
        """Return who is to be erased and is shown nowhere any more."""


def find_by_name(residents: Sequence[Resident], name: str) -> list[Resident]:
    """Return those whose full, given, family or preferred name this is, in any case."""
    wanted = " ".join(name.casefold().split())
    exact = [r for r in residents if r.full_name.casefold() == wanted]
    if exact or not wanted:
        return exact
    return [
        r
        for r in residents
        if wanted
        in {r.given_name.casefold(), r.family_name.casefold(), r.preferred_name.casefold()}
    ]
