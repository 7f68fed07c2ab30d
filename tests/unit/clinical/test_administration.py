"""One taking of a scale, folded from its events."""

from datetime import UTC, datetime, timedelta

import pytest

from app.clinical import ScaleId
from app.clinical.administration import (
    AdministrationError,
    AdministrationEvent,
    AdministrationId,
    How,
    Status,
    Step,
    administration_from,
    administrations_from,
    last_answered,
    next_item,
    place_of,
)
from app.clinical.scale_files import Scales
from app.ids import ResidentId, new_uuid

WHO = ResidentId(new_uuid())
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Taking:
    """Writes events of one taking."""

    def __init__(self, scale: ScaleId, first: Step = Step.BEGUN) -> None:
        self.id, self.scale = AdministrationId(new_uuid()), scale
        self.events: list[AdministrationEvent] = []
        self.add(first)

    def add(
        self, step: Step, item: str = "", value: int | None = None, how: How | None = None
    ) -> "Taking":
        at = NOON + timedelta(seconds=len(self.events))
        event = AdministrationEvent(
            new_uuid(), self.id, WHO, self.scale, step, at, item, value, how
        )
        self.events.append(event)
        return self

    def answer(self, **values: int) -> "Taking":
        for name, value in values.items():
            self.add(Step.ANSWERED, name.removeprefix("i"), value, How.TOUCH)
        return self


def test_questions_come_one_after_the_other(scales: Scales) -> None:
    taking, ucla = Taking(ScaleId.UCLA3), scales[ScaleId.UCLA3]
    asked = []
    while item := next_item(ucla, administration_from(taking.events)):
        asked.append((item.id, place_of(ucla, administration_from(taking.events), item)))
        taking.add(Step.ANSWERED, item.id, 2, How.SPEECH)
    assert asked == [("1", (1, 3)), ("2", (2, 3)), ("3", (3, 3))]
    assert administration_from(taking.events).result(ucla).total == 6


def test_what_was_skipped_is_asked_once_more_at_the_end_and_then_left(scales: Scales) -> None:
    ucla = scales[ScaleId.UCLA3]
    taking = Taking(ScaleId.UCLA3).add(Step.SKIPPED, "1").answer(i2=1, i3=1)
    again = next_item(ucla, administration_from(taking.events))
    assert again is not None
    assert again.id == "1"
    taking.add(Step.SKIPPED, "1")
    done = administration_from(taking.events)
    assert next_item(ucla, done) is None
    assert done.given["1"].skips == 2


def test_a_new_answer_takes_the_place_of_the_old_one() -> None:
    taking = Taking(ScaleId.PHQ9).answer(i1=3).answer(i1=1)
    done = administration_from(taking.events)
    assert done.answers == {"1": 1}
    assert done.given["1"].changed
    assert [event.value for event in taking.events[1:]] == [3, 1]


def test_it_stops_and_goes_on(scales: Scales) -> None:
    taking = Taking(ScaleId.PHQ9).answer(i1=2).add(Step.STOPPED)
    stopped = administration_from(taking.events)
    assert (stopped.status, stopped.stops, stopped.is_unfinished) == (Status.STOPPED, 1, True)
    item = next_item(scales[ScaleId.PHQ9], stopped)
    assert item is not None
    assert item.id == "2"
    going_on = administration_from(taking.add(Step.RESUMED).events)
    assert (going_on.status, going_on.answers) == (Status.OPEN, {"1": 2})


@pytest.mark.parametrize(
    ("step", "status"), [(Step.COMPLETED, Status.COMPLETED), (Step.CLOSED, Status.CLOSED)]
)
def test_it_ends(step: Step, status: Status) -> None:
    ended = administration_from(Taking(ScaleId.PHQ9).add(step).events)
    assert (ended.status, ended.is_unfinished) == (status, False)
    assert ended.ended_at == ended.last_at


def test_who_declines_has_begun_nothing() -> None:
    declined = administration_from(Taking(ScaleId.PHQ2, Step.DECLINED).events)
    assert (declined.status, declined.is_unfinished) == (Status.DECLINED, False)
    assert declined.ended_at == NOON


def test_going_back_is_to_what_was_answered_last(scales: Scales) -> None:
    phq9, taking = scales[ScaleId.PHQ9], Taking(ScaleId.PHQ9)
    taking.add(Step.ANSWERED, "1", 1, How.CARRIED)
    assert last_answered(phq9, administration_from(taking.events)) is None
    taking.answer(i3=1, i2=2)
    item = last_answered(phq9, administration_from(taking.events))
    assert item is not None
    assert item.id == "2"


def test_several_takings_are_told_apart() -> None:
    one, two = Taking(ScaleId.PHQ2).answer(i1=1), Taking(ScaleId.GAD2).answer(i1=2)
    mixed = [one.events[0], two.events[0], one.events[1], two.events[1]]
    assert [(a.scale, a.answers) for a in administrations_from(mixed)] == [
        ("phq2", {"1": 1}),
        ("gad2", {"1": 2}),
    ]


def test_a_record_that_is_none_is_refused() -> None:
    taking = Taking(ScaleId.PHQ9).answer(i1=1)
    with pytest.raises(AdministrationError, match="does not begin"):
        administration_from(taking.events[1:])
    with pytest.raises(AdministrationError, match="no such"):
        administration_from([])
    with pytest.raises(AdministrationError, match="begun twice"):
        administration_from([*taking.events, taking.events[0]])
