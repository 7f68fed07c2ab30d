"""The review queue as staff see it: what waits, and what was decided last, and by whom."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from app.clock import Clock
from app.identity import ResidentRepository, StaffRepository
from app.runtime import Lane
from app.safety.review import Decision, ReviewItem, ReviewRepository

DECIDED_WITHIN = timedelta(hours=24)
MOST_WAITING = 200
MOST_DECIDED = 20


class ReviewsUnit(Protocol):
    """What is read."""

    @property
    def reviews(self) -> ReviewRepository:
        """Cases and decisions."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents, for name and room."""

    @property
    def staff(self) -> StaffRepository:
        """Staff, for who decided."""


@dataclass(frozen=True, slots=True)
class DecidedCase:
    """A case with its latest verdict; `by` is the signature of who gave it, or empty."""

    item: ReviewItem
    decision: Decision
    by: str


@dataclass(frozen=True, slots=True)
class Reviews:
    """The queue at one moment.

    Attributes:
        items: newest first; where there are very many, the gravest of them.
        waiting: how many wait in all.
        decided: of the last day, newest verdict first.
        set_aside: how many of the last day needed no nurse, by a language model's votes.
    """

    items: tuple[ReviewItem, ...]
    waiting: int
    decided: tuple[DecidedCase, ...]
    set_aside: int = 0


class ReviewReader:
    """Reads the queue."""

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[ReviewsUnit]],
        lane: Lane,
        clock: Clock,
    ) -> None:
        self._units = units
        self._lane = lane
        self._clock = clock

    async def read(self) -> Reviews:
        """Return the queue as it stands."""
        return await self._lane.run(self._read)

    def _read(self) -> Reviews:
        with self._units() as unit:
            residents = {resident.id: resident for resident in unit.residents.all()}
            names = {member.id: member.signature for member in unit.staff.all()}
            cases = unit.reviews.open_cases(MOST_WAITING)
            waiting = unit.reviews.count_open()
            since = self._clock() - DECIDED_WITHIN
            decided = unit.reviews.decided(since)
            set_aside = unit.reviews.count_set_aside(since)
            votes = unit.reviews.votes_on([case.id for case in cases])
        items = {}
        for case in (*cases, *(case for case, _ in decided)):
            who = residents.get(case.resident_id)
            name, room = (who.full_name, who.room) if who else ("", "")
            items[case.id] = ReviewItem(case, name, room, votes.get(case.id))
        newest = sorted(cases, key=lambda case: case.at, reverse=True)
        latest = sorted(decided, key=lambda pair: pair[1].at, reverse=True)[:MOST_DECIDED]
        return Reviews(
            tuple(items[case.id] for case in newest),
            waiting,
            tuple(DecidedCase(items[c.id], d, names.get(d.by, "")) for c, d in latest),
            set_aside,
        )
