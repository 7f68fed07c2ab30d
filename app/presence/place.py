"""Where somebody was on a screen, so that one that starts anew goes on there."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from app.clock import Clock
from app.ids import ResidentId
from app.runtime import Lane


@dataclass(frozen=True, slots=True)
class CrisisPlace:
    """Where a crisis dialogue stood.

    Attributes:
        alert_id: of the alert it belongs to.
        asked, visited: ids of the questions that were put, and of the scripts gone through.
    """

    alert_id: str
    script_id: str
    question_id: str
    asked: frozenset[str]
    visited: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """What is kept of one resident's screen.

    Attributes:
        station: the kiosk it was on.
        screen: its name.
        drafts: what was being written, by where it was written.
    """

    station: str
    screen: str
    drafts: Mapping[str, str] = field(default_factory=dict)
    crisis: CrisisPlace | None = None


class PlaceRepository(Protocol):
    """Where places are kept: in the encrypted database, one for each resident."""

    def of(self, resident_id: ResidentId) -> tuple[Place, datetime] | None:
        """Return the place and when it was kept; None where there is none."""

    def keep(self, resident_id: ResidentId, place: Place, at: datetime) -> None:
        """Keep it in place of the one before."""

    def forget(self, resident_id: ResidentId) -> None:
        """Keep none."""


class PlaceUnit(Protocol):
    """What the book of places works on."""

    @property
    def places(self) -> PlaceRepository:
        """Places."""


@dataclass(frozen=True, slots=True)
class PlaceBook:
    """Keeps where residents are, and finds it again."""

    units: Callable[[], AbstractContextManager[PlaceUnit]]
    lane: Lane
    clock: Clock

    async def read(
        self, resident_id: ResidentId, station: str, within_s: float
    ) -> tuple[Place | None, CrisisPlace | None]:
        """Return the place on this kiosk, if it is no older, and the crisis however old it is.

        Args:
            station: this kiosk; a place on another one is none here.
            within_s: seconds after which nothing is gone on with but a crisis.
        """

        def job() -> tuple[Place | None, CrisisPlace | None]:
            with self.units() as unit:
                kept = unit.places.of(resident_id)
            if kept is None:
                return None, None
            place, at = kept
            is_old = self.clock() - at > timedelta(seconds=within_s)
            return (None if is_old or place.station != station else place), place.crisis

        return await self.lane.run(job)

    async def keep(self, resident_id: ResidentId, place: Place | None) -> None:
        """Keep a place; None where there is nothing to go on with."""

        def job() -> None:
            with self.units() as unit:
                if place is None:
                    unit.places.forget(resident_id)
                else:
                    unit.places.keep(resident_id, place, self.clock())

        await self.lane.run(job)
