import asyncio
from datetime import time

import pytest
from kiosk_fakes import AFTERNOON, Bench, BrokenError, crisis_opened, done, heard, spoken
from PySide6.QtTest import QSignalSpy

from ui.kiosk.turn_taking import LONGEST
from ui.kiosk.view_model import KioskViewModel
from ui.shared.spawner import QueuedSpawner

BAKERY = "I was thinking about the bakery."


def say(model: KioskViewModel, bench: Bench, *steps: object, words: str = BAKERY) -> None:
    bench.talk.steps = list(steps)
    model.start_talking()
    model.keep_draft(words)
    model.send()


def sentences(model: KioskViewModel) -> list[str]:
    return [entry["text"] for entry in model.talk.sentences]


def test_it_opens_at_home_and_shows_what_comes_next(
    model: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    bench.plan("Lunch", time(12, 15))
    bench.plan("Tea with Dorothy", time(16, 0))
    assert model.frame.screen == "starting"
    model.attach(bench.services)
    spawner.drain()
    assert model.frame.screen == "home"
    assert model.day.greeting == "Good afternoon, Margaret."
    assert model.day.next_title == "Tea with Dorothy"
    bench.clock.pass_(minutes=30)
    model.tick()
    spawner.drain()
    assert model.day.next_title == ""


def test_a_day_that_cannot_be_read_is_an_empty_one(
    model: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    bench.lane.is_broken = True
    model.attach(bench.services)
    spawner.drain()
    assert (model.frame.screen, model.day.next_title) == ("home", "")


def test_a_turn_is_shown_as_it_comes(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    gate = asyncio.Event()
    say(opened, bench, heard(BAKERY), spoken("One."), gate, spoken("Two.", "From here"), done())
    assert not opened.talk.is_writing
    assert opened.talk.heard == ""
    assert opened.talk.notice == "I am thinking about what you said."
    spawner.advance()
    assert opened.talk.heard == BAKERY
    assert sentences(opened) == ["One."]
    assert opened.talk.sentences[0]["is_marked"]
    assert not opened.talk.can_answer
    gate.set()
    spawner.drain()
    assert sentences(opened) == ["One.", "Two."]
    assert not any(entry["is_marked"] for entry in opened.talk.sentences)
    assert opened.talk.source == "From here"
    assert opened.talk.can_answer
    assert opened.talk.draft == ""


def test_a_second_message_waits_for_the_first_reply(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    gate = asyncio.Event()
    say(opened, bench, heard(BAKERY), gate, spoken("Yes."), done())
    spawner.advance()
    opened.keep_draft("Another")
    opened.send()
    opened.write()
    assert not opened.talk.is_writing
    gate.set()
    spawner.drain()
    assert bench.talk.taken == [BAKERY]
    assert opened.talk.draft == "Another"


def test_an_empty_field_is_not_sent(opened: KioskViewModel, bench: Bench) -> None:
    say(opened, bench, words="  \n ")
    assert opened.talk.ask == "Please write a few words first."
    assert opened.talk.is_writing
    opened.keep_draft("H")
    assert opened.talk.ask == "What would you like to tell me?"
    assert bench.talk.taken == []


def test_words_that_could_not_be_kept_come_back_into_the_field(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    say(opened, bench, heard("Hello"), spoken("Hello, Margaret."), done(), words="Hello")
    spawner.drain()
    say(opened, bench, BrokenError("The disk is full."))
    spawner.drain()
    assert opened.talk.is_writing
    assert opened.talk.draft == BAKERY
    assert opened.talk.note == "Not your fault."
    assert opened.talk.can_answer
    assert sentences(opened) == ["Hello, Margaret."]
    assert bench.talk.closed == 2


def test_a_reply_that_breaks_off_says_so_after_what_there_was(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    say(opened, bench, heard(BAKERY), spoken("One."), BrokenError("gone"))
    spawner.drain()
    assert sentences(opened) == ["One."]
    assert opened.talk.notice == "Not your fault."
    assert opened.talk.can_answer


@pytest.mark.parametrize("steps", [(), (done(),)])
def test_a_turn_without_an_answer_gives_the_words_back(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, steps: tuple[object, ...]
) -> None:
    say(opened, bench, *steps)
    spawner.drain()
    assert opened.talk.draft == BAKERY
    assert opened.talk.note == "Not your fault."


def test_a_turn_that_never_ends_is_given_up(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    opened._turns._patience_s = 0.02
    say(opened, bench, heard(BAKERY), asyncio.Event())
    spawner.drain()
    assert opened.talk.notice == "Not your fault."
    assert opened.talk.can_answer
    assert bench.talk.closed == 1


def test_long_words_are_cut_and_strange_ones_survive(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    for words in ("a" * 10_000, "🌷🌷", "مرحبا", "\ud83d", "\x07\x00x"):
        say(opened, bench, heard("x"), spoken("Yes."), done(), words=words)
        spawner.drain()
    assert len(bench.talk.taken[0]) == LONGEST
    assert bench.talk.taken[1:] == ["🌷🌷", "مرحبا", "\x07x"]


def test_say_again_shows_the_reply_from_its_start(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    say(opened, bench, heard(BAKERY), spoken("One."), spoken("Two."), done())
    spawner.drain()
    opened.write()
    assert opened.talk.can_repeat
    asked = QSignalSpy(opened.replay_asked)
    opened.say_again()
    assert asked.count() == 1
    assert not opened.talk.is_writing
    assert [entry["is_marked"] for entry in opened.talk.sentences] == [True, False]


def test_a_draft_is_not_lost_by_going_home(opened: KioskViewModel) -> None:
    opened.start_talking()
    opened.keep_draft("Half a")
    opened.go_home()
    assert opened.frame.screen == "home"
    opened.start_talking()
    assert opened.talk.draft == "Half a"


def test_a_reply_goes_on_while_the_resident_is_at_home(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    gate = asyncio.Event()
    say(opened, bench, heard(BAKERY), gate, spoken("Yes."), done())
    spawner.advance()
    opened.go_home()
    opened.start_talking()
    assert not opened.talk.is_writing
    gate.set()
    spawner.drain()
    assert sentences(opened) == ["Yes."]


def test_danger_takes_over_wherever_the_resident_is(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    gate = asyncio.Event()
    say(opened, bench, gate, heard(BAKERY), crisis_opened(None), done())
    opened.go_home()
    gate.set()
    spawner.drain()
    assert opened.frame.screen == "crisis"


def test_before_anybody_answers_words_stay_in_the_field(model: KioskViewModel) -> None:
    model.start_talking()
    model.keep_draft("Hello")
    model.send()
    assert model.talk.draft == "Hello"
    assert model.talk.note == "Not your fault."


def test_talking_works_while_the_models_load_and_says_that_it_may_take_a_moment(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    bench.talk.is_ready = False
    opened.tick()
    assert "waking up" in opened.talk.hint
    say(opened, bench, heard(BAKERY), spoken("Yes."), done())
    assert "waking up" in opened.talk.notice
    spawner.drain()
    bench.talk.is_ready = True
    opened.tick()
    assert opened.talk.hint == ""


def test_trouble_shows_and_goes_when_the_facility_opens_after_all(
    model: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    model.fail("The disk is full.")
    assert model.frame.screen == "trouble"
    assert model.notice.lines[0] == "The disk is full."
    model.attach(bench.services)
    assert model.frame.screen == "home"
    spawner.drain()


def test_at_night_home_is_night(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    bench.clock.now = AFTERNOON.replace(hour=21, minute=0)
    opened.tick()
    spawner.drain()
    assert (opened.frame.screen, opened.frame.look) == ("night", "night")
    assert opened.day.night_place == "You are in your room at Willow House."
