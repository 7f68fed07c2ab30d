"""How residents are known to a shared screen, and who lives here: as it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.ids import ResidentId


@dataclass(frozen=True, slots=True)
class Door:
    """What lets a resident in at a shared screen.

    Attributes:
        portrait: an image file, PNG or JPEG; None where there is none.
        pin_hash: of the picture PIN; None where none is asked for.
        failures: wrong tries since the last right one.
    """

    resident_id: ResidentId
    portrait: bytes | None = None
    pin_hash: str | None = None
    failures: int = 0
    blocked_until: datetime | None = None


class DoorRepository(Protocol):
    """Where doors are kept."""

    def of(self, resident_id: ResidentId) -> Door:
        """Return a resident's door; where nothing is kept, one that is open."""

    def all(self) -> Mapping[ResidentId, Door]:
        """Return all that are kept."""

    def save(self, door: Door) -> None:
        """Keep a door."""


class Residence(StrEnum):
    """What can happen to a place in the facility."""

    DISCHARGED = "discharged"
    RETURNED = "returned"


class ResidenceLog(Protocol):
    """The append-only log of who moved out and came back."""

    def append(self, resident_id: ResidentId, what: Residence, at: datetime, by: str) -> None:
        """Keep it."""

    def departed(self) -> frozenset[ResidentId]:
        """Return who does not live here at present."""
