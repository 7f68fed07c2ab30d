"""One taking of a scale, as the sum of its events; events are only ever added. Pure.

Every answer is an event of its own, kept before the next question is shown. Where a scale stands
is folded from them, so a power cut costs nothing, and a corrected answer leaves the first one
readable.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol
from uuid import UUID

from app.clinical.scale import Item, Scale
from app.clinical.scores import ScaleId
from app.clinical.scoring import Result, applies, scored
from app.errors import LiloError
from app.ids import ResidentId

AdministrationId = NewType("AdministrationId", UUID)

Detail = str | int | bool | None


class AdministrationError(LiloError):
    """A scale cannot do what was asked of it."""

    code = "clinical.administration"


class Step(StrEnum):
    """What happened."""

    BEGUN = "begun"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    RESUMED = "resumed"
    COMPLETED = "completed"
    DECLINED = "declined"
    """The resident would rather not begin."""
    CLOSED = "closed"
    """Left unfinished for good: too old to go on with."""


class How(StrEnum):
    """How an answer came in."""

    TOUCH = "touch"
    KEYBOARD = "keyboard"
    SPEECH = "speech"
    CARRIED = "carried"
    """Given in the shorter scale that this one begins with."""


class Why(StrEnum):
    """Why a scale was begun."""

    ASKED = "asked"
    """The resident asked for it, or agreed to it."""
    STEP = "step"
    """The shorter scale led on to it."""
    ITEM = "item"
    """An answer opened it at once."""


@dataclass(frozen=True, slots=True)
class AdministrationEvent:
    """One thing that happened to an administration.

    Attributes:
        item, value: for ANSWERED and SKIPPED.
        confidence: of the recogniser, 0..1; 1 for what was touched or typed.
        was_read_back: the resident confirmed it.
        details: facts without anybody's words: for BEGUN why, version and language; for
            COMPLETED the result.
    """

    id: UUID
    administration_id: AdministrationId
    resident_id: ResidentId
    scale: ScaleId
    step: Step
    at: datetime
    item: str = ""
    value: int | None = None
    how: How | None = None
    confidence: float = 1.0
    was_read_back: bool = False
    details: Mapping[str, Detail] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to an item as it stands.

    Attributes:
        value: None where it was skipped.
        skips: how often it was skipped.
        changed: it replaced another answer.
    """

    value: int | None
    at: datetime
    how: How | None = None
    confidence: float = 1.0
    was_read_back: bool = False
    skips: int = 0
    changed: bool = False


class Status(StrEnum):
    """Where an administration stands."""

    OPEN = "open"
    STOPPED = "stopped"
    COMPLETED = "completed"
    DECLINED = "declined"
    CLOSED = "closed"


_STATUS = {
    Step.BEGUN: Status.OPEN,
    Step.RESUMED: Status.OPEN,
    Step.STOPPED: Status.STOPPED,
    Step.COMPLETED: Status.COMPLETED,
    Step.DECLINED: Status.DECLINED,
    Step.CLOSED: Status.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Administration:
    """A taking of a scale; see `administration_from`.

    Attributes:
        given: by item, in the order of first being asked.
        details: of its beginning.
        ended_at: when it was completed, declined or closed; None before.
    """

    id: AdministrationId
    resident_id: ResidentId
    scale: ScaleId
    begun_at: datetime
    last_at: datetime
    status: Status
    given: Mapping[str, Given] = field(default_factory=dict)
    details: Mapping[str, Detail] = field(default_factory=dict)
    ended_at: datetime | None = None
    stops: int = 0

    @property
    def is_unfinished(self) -> bool:
        """Whether it can go on."""
        return self.status in {Status.OPEN, Status.STOPPED}

    @property
    def answers(self) -> Mapping[str, int | None]:
        """Values by item, as `scored` takes them."""
        return {item: given.value for item, given in self.given.items()}

    def result(self, scale: Scale) -> Result:
        """Return what the answers so far come to."""
        return scored(scale, self.answers)


def administration_from(events: Iterable[AdministrationEvent]) -> Administration:
    """Fold the events of one administration, oldest first.

    Raises:
        AdministrationError: the first is none that can begin it.
    """
    found: Administration | None = None
    for event in events:
        if found is None:
            if event.step not in {Step.BEGUN, Step.DECLINED}:
                raise AdministrationError("A scale's record does not begin with its beginning.")
            found = Administration(
                event.administration_id,
                event.resident_id,
                event.scale,
                event.at,
                event.at,
                _STATUS[event.step],
                details=event.details,
                ended_at=event.at if event.step is Step.DECLINED else None,
            )
        else:
            found = _after(found, event)
    if found is None:
        raise AdministrationError("There is no such taking of a scale.")
    return found


def administrations_from(events: Iterable[AdministrationEvent]) -> tuple[Administration, ...]:
    """Fold events of many administrations, oldest first, into each, in the order of beginning."""
    apart: dict[AdministrationId, list[AdministrationEvent]] = {}
    for event in events:
        apart.setdefault(event.administration_id, []).append(event)
    return tuple(administration_from(own) for own in apart.values())


def next_item(scale: Scale, administration: Administration) -> Item | None:
    """Return what is asked next: what was never asked, then once more what was skipped once."""
    answers = administration.answers
    asked = [item for item in scale.items if applies(item, answers)]
    for item in asked:
        if item.id not in administration.given:
            return item
    for item in asked:
        given = administration.given[item.id]
        if given.value is None and given.skips == 1:
            return item
    return None


def place_of(scale: Scale, administration: Administration, item: Item) -> tuple[int, int]:
    """Return which question this is and of how many, as the answers so far stand."""
    asked = [one.id for one in scale.items if applies(one, administration.answers)]
    return asked.index(item.id) + 1, len(asked)


def last_answered(scale: Scale, administration: Administration) -> Item | None:
    """Return the item that was answered or skipped last in this administration, to go back to."""
    own = [
        (given.at, at, item)
        for at, item in enumerate(scale.items)
        if (given := administration.given.get(item.id)) and given.how is not How.CARRIED
    ]
    return max(own, key=lambda one: one[:2])[2] if own else None


def _after(before: Administration, event: AdministrationEvent) -> Administration:
    after = replace(before, last_at=event.at)
    match event.step:
        case Step.ANSWERED | Step.SKIPPED:
            return replace(after, given={**before.given, event.item: _given(before, event)})
        case Step.BEGUN | Step.DECLINED:
            raise AdministrationError("A scale was begun twice under one id.")
        case Step.STOPPED:
            return replace(after, status=Status.STOPPED, stops=before.stops + 1)
        case Step.RESUMED:
            return replace(after, status=Status.OPEN)
    return replace(after, status=_STATUS[event.step], ended_at=event.at)


def _given(before: Administration, event: AdministrationEvent) -> Given:
    earlier = before.given.get(event.item)
    skips = earlier.skips if earlier else 0
    return Given(
        event.value if event.step is Step.ANSWERED else None,
        event.at,
        event.how,
        event.confidence,
        event.was_read_back,
        skips + (event.step is Step.SKIPPED),
        changed=earlier is not None and earlier.value is not None,
    )


@dataclass(frozen=True, slots=True)
class LastEnd:
    """When a resident last completed a scale, and last would not begin it; None for never."""

    completed: datetime | None = None
    declined: datetime | None = None


LastEnds = Mapping[tuple[ResidentId, ScaleId], LastEnd]
"""By resident and scale."""


class AdministrationRepository(Protocol):
    """Where events are kept; append-only."""

    def append(self, event: AdministrationEvent) -> None:
        """Add an event."""

    def of(self, resident_id: ResidentId) -> Sequence[AdministrationEvent]:
        """Return all events of a resident, oldest first."""

    def events_of(self, administration_id: AdministrationId) -> Sequence[AdministrationEvent]:
        """Return all events of one taking, oldest first."""

    def of_scale(self, resident_id: ResidentId, scale: ScaleId) -> Sequence[AdministrationEvent]:
        """Return all events of a resident and scale, oldest first."""

    def begun_since(
        self, moment: datetime, resident_id: ResidentId | None = None
    ) -> Sequence[AdministrationEvent]:
        """Return all events of takings that were begun at or after the moment, oldest first."""

    def left_open_since(
        self, moment: datetime, resident_id: ResidentId | None = None
    ) -> Collection[tuple[ResidentId, ScaleId]]:
        """Return what was begun since then and neither completed nor declined."""

    def last_ends(
        self, scales: Collection[ScaleId], resident_id: ResidentId | None = None
    ) -> LastEnds:
        """Return when each of these scales was last completed, and last declined, by resident."""
