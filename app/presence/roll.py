"""The roll: everybody on record, as last read."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from app.identity import Resident, ResidentRepository
from app.runtime import Lane


class RollUnit(Protocol):
    """What the roll is read from."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents."""


class Roll:
    """Answers from memory, for turns and chores; `look` reads it anew.

    Args:
        everybody: as read when the facility was opened.
        reading: begins a unit that reads.
        on_newcomer: told of everybody who was not on the roll before.
    """

    def __init__(
        self,
        everybody: Sequence[Resident],
        reading: Callable[[], AbstractContextManager[RollUnit]],
        lane: Lane,
        on_newcomer: Callable[[Resident], None] = lambda _one: None,
    ) -> None:
        self._everybody = tuple(everybody)
        self._reading = reading
        self._lane = lane
        self._on_newcomer = on_newcomer

    @property
    def everybody(self) -> tuple[Resident, ...]:
        """Everybody on record by room, those who have moved out as well."""
        return self._everybody

    async def look(self) -> tuple[Resident, ...]:
        """Read who is on record now.

        Raises:
            LiloError: the database does not answer; the roll stays as it was.
        """

        def job() -> tuple[Resident, ...]:
            with self._reading() as unit:
                return tuple(unit.residents.all())

        read = await self._lane.run(job)
        known = {one.id for one in self._everybody}
        for one in read:
            if one.id not in known:
                self._on_newcomer(one)
        self._everybody = read
        return read
