"""The roll: who is on record, and who of them lives here; the one place that knows it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from app.identity import Resident, ResidentRepository
from app.ids import ResidentId
from app.presence.doors import ResidenceLog
from app.runtime import Lane


class RollUnit(Protocol):
    """What the roll is read from."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents."""

    @property
    def residence(self) -> ResidenceLog:
        """Who has moved out."""


def gone(unit: RollUnit) -> frozenset[ResidentId]:
    """Return who does not live here any more: has moved out, or is to be erased and hidden."""
    return unit.residence.departed() | unit.residents.hidden()


@dataclass(frozen=True, slots=True)
class RollCall:
    """Who was on record at one moment.

    Attributes:
        everybody: by room; those who have moved out as well, nobody who is hidden.
        gone: who has moved out or is hidden.
    """

    everybody: tuple[Resident, ...]
    gone: frozenset[ResidentId]

    @classmethod
    def of(cls, unit: RollUnit) -> "RollCall":
        """Read it. Blocking."""
        return cls(tuple(unit.residents.all()), gone(unit))


class Roll:
    """Answers from memory, for turns and chores; `look` reads anew.

    It is looked at after each change here, and when another program has changed the data.

    Args:
        call: as read when the facility was opened.
        reading: begins a unit that reads.
        on_newcomer: told of everybody who was not on the roll before.
    """

    def __init__(
        self,
        call: RollCall,
        reading: Callable[[], AbstractContextManager[RollUnit]],
        lane: Lane,
        on_newcomer: Callable[[Resident], None] = lambda _one: None,
    ) -> None:
        self._call = call
        self._reading = reading
        self._lane = lane
        self._on_newcomer = on_newcomer

    @property
    def everybody(self) -> tuple[Resident, ...]:
        """Everybody on record by room, those who have moved out as well."""
        return self._call.everybody

    @property
    def living_here(self) -> tuple[Resident, ...]:
        """Everybody who has not moved out, by room."""
        call = self._call
        return tuple(one for one in call.everybody if one.id not in call.gone)

    @property
    def gone(self) -> frozenset[ResidentId]:
        """Who has moved out or is hidden."""
        return self._call.gone

    def lives_here(self, resident_id: ResidentId) -> bool:
        """Whether somebody has not moved out and is not hidden."""
        return resident_id not in self._call.gone

    async def look(self) -> None:
        """Read who is on record now: who was hidden is gone, who is new or back is there.

        Raises:
            LiloError: the database does not answer; the roll stays as it was.
        """

        def job() -> RollCall:
            with self._reading() as unit:
                return RollCall.of(unit)

        call = await self._lane.run(job)
        known = {one.id for one in self._call.everybody}
        for one in call.everybody:
            if one.id not in known:
                self._on_newcomer(one)
        self._call = call
