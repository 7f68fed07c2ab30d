"""While a crisis stands every turn is answered from the script, until staff resolve the alert."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from structlog.testing import capture_logs

from app.alerts import AlertEventKind
from app.conversation import Conversation, CrisisOpened, Message, Spoken, TurnDone, TurnEvent
from app.identity import StaffMember
from app.safety import DangerKind, Level
from storage import StorageError

Build = Callable[..., Any]


def sentences_in(events: list[TurnEvent]) -> list[str]:
    return [event.sentence.text for event in events if isinstance(event, Spoken)]


def opened_in(events: list[TurnEvent]) -> CrisisOpened:
    (opened,) = [event for event in events if isinstance(event, CrisisOpened)]
    return opened


def open_alerts(house: Any) -> list[Any]:
    with house.database.reading() as unit:
        return list(unit.alerts.open_alerts())


async def test_further_words_are_added_to_the_alert_and_answered_from_the_script(
    house: Any, shipped: Any
) -> None:
    first = opened_in(await house.take("I want to die"))
    events = await house.take("It is raining on the roses")
    again = opened_in(events)
    assert (first.goes_on, again.goes_on) == (False, True)
    assert again.alert_id == first.alert_id
    (line,) = sentences_in(events)
    assert line in again.dialogue.staying
    (alert,) = open_alerts(house)
    assert alert.answers == ("Said while waiting: It is raining on the roses",)
    done = events[-1]
    assert isinstance(done, TurnDone)
    assert (done.record.agent, done.record.tier, done.record.alert_id) == (
        "safety",
        "scripted",
        alert.id,
    )


async def test_no_staying_line_comes_twice_running_however_long_they_talk(house: Any) -> None:
    await house.take("I want to die")
    said: list[str] = []
    for number in range(25):
        house.clock.advance(seconds=20)
        said += sentences_in(await house.take(f"And then there were {number} geese"))
    assert len(said) == 25
    assert not any(one == other for one, other in pairwise(said))
    assert len(set(said)) >= 8


async def test_graver_words_turn_the_dialogue_and_go_to_the_same_alert(
    house: Any, shipped: Any
) -> None:
    await house.take("I want to die")
    events = await house.take("I have a terrible pain in my chest")
    again = opened_in(events)
    assert again.dialogue.script_id == "chest_pain"
    said = sentences_in(events)
    assert said[0] == "Sit down where you are, Peggy, with your back against something."
    assert shipped.scripts.status.told_more in said
    assert said[-1] == "Can you breathe?"
    (alert,) = open_alerts(house)
    assert (alert.cause.level, alert.cause.kind) == (Level.IMMEDIATE, DangerKind.MEDICAL_EMERGENCY)


async def test_worrying_words_in_a_crisis_are_told_and_not_taken_for_small_talk(
    house: Any, shipped: Any
) -> None:
    await house.take("I want to die")
    events = await house.take("Nobody has come to change me all day")
    assert opened_in(events).goes_on
    assert shipped.scripts.status.told_more in sentences_in(events)
    (alert,) = open_alerts(house)
    assert (alert.times_raised, alert.cause.level) == (2, Level.URGENT)


async def test_it_stays_while_somebody_is_on_the_way_and_ends_when_staff_resolve_it(
    house: Any, nurse: StaffMember, resolve: Callable[..., Any]
) -> None:
    await house.take("I want to die")
    (alert,) = open_alerts(house)
    await house.desk.acknowledge(alert.id, nurse.id)
    assert opened_in(await house.take("The roses are out")).goes_on
    await resolve(house)
    events = await house.take("The roses are out")
    assert not [event for event in events if isinstance(event, CrisisOpened)]
    assert sentences_in(events)
    assert not opened_in(await house.take("I want to die")).goes_on


async def test_a_crisis_outlasts_the_program_and_asks_nothing_twice(
    house: Any, build: Build, shipped: Any
) -> None:
    opened = opened_in(await house.take("I want to die"))
    assert opened.alert_id is not None
    assert opened.dialogue.question is not None
    await house.desk.answer(opened.alert_id, opened.dialogue.question.ask, "I don’t want to say")
    later = again_in_the_same_house(house)
    events = await later.take("Good morning")
    again = opened_in(events)
    assert again.goes_on
    assert again.dialogue.question is not None
    assert again.dialogue.question.id == "capability"
    assert sentences_in(events)[-1] == again.dialogue.question.ask
    assert again.dialogue.question.ask not in sentences_in(await later.take("Good morning again"))


def again_in_the_same_house(house: Any) -> Any:
    """The program started anew, on the same database."""
    return replace(house, conversation=Conversation(house.conversation._parts), events=[])


async def test_a_crisis_of_one_resident_is_none_of_the_others(
    house: Any, other_resident: Any
) -> None:
    await house.take("I want to die")
    house.resident = other_resident
    events = await house.take("Good morning")
    assert not [event for event in events if isinstance(event, CrisisOpened)]


async def test_signs_without_words_are_answered_by_staying(house: Any) -> None:
    opened = opened_in(await house.take("I want to die"))
    for said in ("🙂", "", "a" * 20_001):
        (line,) = sentences_in(await house.take(said))
        assert line in opened.dialogue.staying


async def test_danger_that_could_not_be_told_is_told_at_the_next_turn(
    house: Any, shipped: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = house.desk.raise_alert

    async def fail(*_: object) -> None:
        raise StorageError("The disk reported a fault.")

    monkeypatch.setattr(house.desk, "raise_alert", fail)
    with capture_logs():
        first = await house.take("I want to die")
        second = await house.take("The roses are out")
    assert shipped.scripts.status.not_told in sentences_in(first)
    assert opened_in(second).goes_on
    assert opened_in(second).alert_id is None
    assert shipped.scripts.status.not_told in sentences_in(second)
    assert len(house.journal.calls()) == 1
    monkeypatch.setattr(house.desk, "raise_alert", works)
    third = await house.take("The roses are out")
    (alert,) = open_alerts(house)
    assert (alert.cause.words, alert.cause.level) == ("I want to die", Level.URGENT)
    assert opened_in(third).alert_id == alert.id
    assert shipped.scripts.status.told in sentences_in(third)
    assert opened_in(await house.take("And the pinks")).alert_id == alert.id


async def test_what_is_elevated_and_could_not_be_told_opens_no_crisis_later(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = house.desk.raise_alert

    async def fail(*_: object) -> None:
        raise StorageError("The disk reported a fault.")

    monkeypatch.setattr(house.desk, "raise_alert", fail)
    with capture_logs():
        await house.take("Nobody has come to change me all day")
    monkeypatch.setattr(house.desk, "raise_alert", works)
    events = await house.take("Good morning")
    assert not [event for event in events if isinstance(event, CrisisOpened)]
    (alert,) = open_alerts(house)
    assert alert.cause.level is Level.ELEVATED


async def test_words_that_could_not_be_added_are_still_kept_and_answered(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.take("I want to die")

    async def fail(*_: object) -> None:
        raise StorageError("The disk reported a fault.")

    monkeypatch.setattr(house.desk, "answer", fail)
    with capture_logs() as logs:
        events = await house.take("The roses are out")
    assert sentences_in(events)
    assert "words_not_added_to_alert" in [entry["event"] for entry in logs]
    with house.database.reading() as unit:
        kept: list[Message] = list(unit.messages.recent(house.resident.id, 100))
    assert "The roses are out" in [message.text for message in kept]


async def test_while_models_load_a_crisis_does_not_wait_for_them(
    house: Any, held_lane: Any
) -> None:
    house.ready = False
    await house.take("I want to die")
    assert opened_in(await house.take("The roses are out")).goes_on
    assert not held_lane.is_set()


async def test_a_call_by_the_button_is_no_crisis(house: Any) -> None:
    await house.conversation._parts.alert_path._call_button.press(house.resident.id)
    events = await house.take("Good morning")
    assert not [event for event in events if isinstance(event, CrisisOpened)]
    with house.database.reading() as unit:
        (alert,) = unit.alerts.open_alerts()
        kinds = [event.kind for event in unit.alerts.events_of(alert.id)]
    assert kinds == [AlertEventKind.RAISED]
