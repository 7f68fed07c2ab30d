"""Who is on record and not hidden, as it is known now; read anew when something has changed."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from app.identity.residents import Resident, ResidentRepository
from app.runtime import Lane


class RosterUnit(Protocol):
    """What the roster reads."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents."""


class Roster:
    """Answers from memory; `look` reads anew."""

    def __init__(
        self,
        residents: Sequence[Resident],
        reading: Callable[[], AbstractContextManager[RosterUnit]],
        lane: Lane,
    ) -> None:
        self._residents = tuple(residents)
        self._reading = reading
        self._lane = lane

    @property
    def residents(self) -> tuple[Resident, ...]:
        """Everybody, as of the last `look`, by room."""
        return self._residents

    async def look(self) -> None:
        """Read who is on record: who was hidden or erased is gone, who is new or back is there."""

        def job() -> tuple[Resident, ...]:
            with self._reading() as unit:
                return tuple(unit.residents.all())

        self._residents = await self._lane.run(job)
