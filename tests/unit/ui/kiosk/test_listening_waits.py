"""Nothing that comes by itself lies over somebody who is speaking: it waits until they are done."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest
from kiosk_fakes import Bench, FakeChime, done, heard, spoken
from listening_house import House, opened_house
from presence_stand import VISIT, reminder

from app.ids import ResidentId
from app.presence import QuietRules
from app.schedule import Reminder
from tests.fakes.ears import voice
from ui.shared.spawner import QueuedSpawner


def begin_to_speak(house: House) -> None:
    if house.microphone.hear is None:
        house.model.listen()
    assert house.microphone.hear is not None
    house.microphone.hear(voice(0.6))
    assert house.title == "Yes, I hear you."


def finish(house: House, text: str) -> None:
    house.bench.talk.steps = [heard(text), spoken("I am here."), done()]
    house.say(text, 0.9)


def test_a_reminder_waits_until_who_speaks_has_finished(house: House) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    begin_to_speak(house)
    house.remind()
    assert house.model.over.title == ""
    finish(house, "i can't go on any more")
    assert house.bench.talk.taken == ["i can't go on any more"]
    house.remind()
    assert house.model.over.kind == "reminder"


def test_a_reminder_that_was_being_read_waits_as_well(house: House, chime: FakeChime) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    gate = asyncio.Event()
    current = house.reminders.current

    async def slow(resident_id: ResidentId) -> Reminder | None:
        await gate.wait()
        return await current(resident_id)

    house.reminders.current = slow  # type: ignore[method-assign]
    house.reminders.due = [reminder()]
    house.model.stop_listening()
    house.bench.clock.pass_(minutes=1)
    house.model.tick()
    house.spawner.advance()
    begin_to_speak(house)
    gate.set()
    house.spawner.advance()
    assert (house.model.over.title, len(chime.rung)) == ("", 0)
    finish(house, "i can't go on any more")
    house.model.tick()
    assert house.model.over.kind == "reminder"
    assert len(chime.rung) == 1


def test_what_lilo_begins_with_waits(house: House) -> None:
    house.open(is_free=True)
    begin_to_speak(house)
    house.starts.found = VISIT
    house.model.tick()
    house.spawner.drain()
    assert house.starts.shown == 0
    house.model.stop_listening()
    house.model.tick()
    house.spawner.drain()
    assert house.model.over.title == VISIT.title


@pytest.fixture
def quiet_house(
    qapp: object, bench: Bench, spawner: QueuedSpawner, chime: FakeChime
) -> Iterator[House]:
    bench.basics = replace(bench.basics, quiet=QuietRules(300, 60))
    for house in opened_house(bench, spawner, chime):
        house.seconds.step = 0.0
        yield house


def test_nobody_who_speaks_is_asked_whether_they_are_there(quiet_house: House) -> None:
    house = quiet_house.open(is_free=True)
    house.model.start_talking()
    begin_to_speak(house)
    house.seconds.at += 310
    assert house.microphone.hear is not None
    house.microphone.hear(voice(0.1))
    house.model.tick()
    assert house.model.over.title == ""
    finish(house, "i can't go on any more")
    assert house.bench.talk.taken == ["i can't go on any more"]
    house.model.tick()
    house.seconds.at += 310
    house.model.tick()
    assert house.model.over.kind == "still_there"


def test_the_answer_to_whether_somebody_is_there_is_heard_to_the_end(quiet_house: House) -> None:
    house = quiet_house.open()
    house.model.start_talking()
    house.seconds.at += 310
    house.model.tick()
    assert house.model.over.kind == "still_there"
    begin_to_speak(house)
    house.model.tick()
    assert house.model.over.kind == "still_there"
    house.say("i am here", 0.95)
    house.model.tick()
    assert house.model.over.title == ""
    assert house.model.frame.field("screen") == "talk"


def test_reminder_and_cue_are_as_loud_as_she_likes_lilo_to_be(
    house: House, chime: FakeChime
) -> None:
    house.open()
    liked = house.model._state.inputs.preferences
    quiet = replace(liked, voice=replace(liked.voice, loudness=0.4))
    house.model._state.change(preferences=quiet)
    house.remind()
    assert chime.loudness == 0.4
    house.model.listen()
    assert house.cue.loudness == 0.4
