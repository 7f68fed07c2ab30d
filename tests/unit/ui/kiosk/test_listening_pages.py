"""On a page to read one is listened to as well, and the day is read aloud."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time

import pytest
from kiosk_fakes import Bench, done, heard, spoken, status
from listening_house import QUESTION, House
from PySide6.QtTest import QSignalSpy

from app.check_in import Offer
from app.clinical import ScaleId
from app.clinical.scale_files import load_scales
from app.conversation import BeginCheckIn, CheckInAct, CheckInShown
from app.identity import Resident
from app.ids import ResidentId
from resources import RESOURCES
from ui.kiosk.derivation import derive
from ui.kiosk.inputs import Screen
from ui.kiosk.view_model import KioskViewModel
from ui.kiosk.voice.script import script_of
from ui.shared.spawner import QueuedSpawner


def said(model: KioskViewModel) -> list[str]:
    inputs, words = model._state.inputs, model._speaking.words
    lines = script_of(inputs, derive(inputs, words.wording, words.day)).lines
    return [line.words.text for line in lines]


def open_today(house: House, *, is_free: bool = False) -> None:
    house.bench.plan("Tea", time(16))
    house.open(is_free=is_free)
    house.model.show_today()
    house.spawner.drain()


def test_what_is_on_today_is_asked_read_aloud_and_left_by_voice(house: House) -> None:
    house.bench.plan("Breakfast", time(8))
    house.bench.plan("Tea", time(16))
    house.open()
    house.model.listen()
    house.say("what is on today", 0.9)
    assert house.model.frame.field("screen") == "today"
    assert [line for line in said(house.model) if "Tea" in line or "Breakfast" in line] == [
        "Next, at 4 o’clock: Tea."
    ]
    assert house.listening["is_open"]
    house.say("go home", 0.9)
    assert house.model.frame.field("screen") == "home"


class DueCheckIns:
    def __init__(self) -> None:
        self.done: list[CheckInAct] = []

    async def offer(self, _resident_id: ResidentId) -> Offer:
        return Offer(load_scales(RESOURCES / "scales")[ScaleId.PHQ2], 2)

    async def act(self, _resident: Resident, act: CheckInAct) -> AsyncIterator[CheckInShown]:
        self.done.append(act)
        yield QUESTION


def test_questions_that_are_due_can_be_asked_for_where_the_microphone_is(house: House) -> None:
    due = DueCheckIns()
    house.open()
    services = house.model._services
    assert services is not None
    house.model.attach(replace(services, check_ins=due))  # type: ignore[arg-type]
    house.spawner.drain()
    house.model.start_talking()
    house.model.listen()
    assert "ask me the questions" in str(house.listening["line"])
    house.say("ask me the questions", 0.9)
    assert due.done == [BeginCheckIn()]
    assert house.model.frame.field("screen") == "check_in"


def test_a_day_that_is_over_is_read_as_it_was(house: House) -> None:
    house.bench.plan("Breakfast", time(8))
    house.open()
    house.model.show_today()
    assert said(house.model) == []
    house.spawner.drain()
    assert said(house.model) == ["Over: Breakfast, at 8 o’clock."]


def test_an_empty_day_is_said_to_be_empty_once_that_is_known(house: House) -> None:
    house.open()
    house.model.show_today()
    assert said(house.model) == []
    house.spawner.drain()
    assert said(house.model) == ["Nothing is planned for today."]


def test_more_turns_the_page_and_help_calls(house: House) -> None:
    open_today(house)
    turned = QSignalSpy(house.model.page_asked)
    house.model.listen()
    house.say("more", 0.9)
    assert turned.count() == 1
    house.model.tick()
    assert house.listening["is_open"]
    house.say("call the nurse", 0.9)
    assert "called" in status(house.model)[1]


@pytest.mark.parametrize("screen", [Screen.CALM, Screen.MORE, Screen.STORIES, Screen.SIZE])
def test_on_every_page_one_can_say_go_home(house: House, screen: Screen) -> None:
    house.open()
    house.model._state.change(screen=screen, path=(Screen.HOME,))
    house.model.listen()
    assert house.title == "I am listening."
    assert str(house.listening["line"]).startswith("You can say: more")
    assert house.model.listening.field("button") == "Done"
    house.say("go home", 0.9)
    assert house.model.frame.field("screen") == "home"


def test_free_words_on_a_page_begin_the_conversation(house: House) -> None:
    open_today(house, is_free=True)
    house.model.listen()
    house.bench.talk.steps = [heard("i am sad"), spoken("I am here."), done()]
    house.say("i am sad", 0.9)
    assert house.bench.talk.taken == ["i am sad"]
    assert house.model.frame.field("screen") == "talk"


def test_other_words_on_a_page_are_told_what_can_be_said(house: House) -> None:
    open_today(house)
    house.model.listen()
    house.say("bananas", 0.9)
    assert "You can say: more" in str(house.listening["line"])


@pytest.mark.parametrize("screen", [Screen.WHO, Screen.VACANT, Screen.TROUBLE])
def test_where_nobody_is_known_nobody_is_listened_to(
    house: House, bench: Bench, spawner: QueuedSpawner, screen: Screen
) -> None:
    house.open()
    house.model._state.change(screen=screen)
    house.model.listen()
    assert house.microphone.hear is None
