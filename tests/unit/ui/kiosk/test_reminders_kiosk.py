"""Reminders in the kiosk's view model: when they come, over what, and what answers them."""

from dataclasses import replace

import pytest
from kiosk_fakes import (
    crisis_opened,
    done,
    spoken,
)
from presence_stand import ARTHUR, Stand, choices, reminder

from app.schedule import (
    ItemKind,
    ReminderStep,
)
from ui.kiosk.inputs import Overlay, Screen
from ui.shared.chime import Sound


def test_a_reminder_comes_over_the_conversation_with_a_sound_and_goes(room: Stand) -> None:
    room.say("Hello", spoken("Good afternoon."), done())
    assert room.screen == "talk"
    room.reminders.due = [reminder()]
    room.minute()
    assert (room.screen, room.model.over.title) == ("asking", "It is time for your medicines.")
    assert "yoga" not in room.model.over.title.lower()
    assert choices(room) == ["done", "later", "ask"]
    assert room.chime.rung == [Sound.LOW]
    room.minute()
    assert room.chime.rung == [Sound.LOW]
    room.answer("done")
    room.answer("understood")
    assert room.reminders.answered == ["done"]
    assert room.screen == "talk"


def test_that_a_medicine_was_taken_can_be_taken_back(room: Stand) -> None:
    room.reminders.due = [reminder()]
    room.minute()
    room.answer("done")
    assert room.model.over.title == "I noted that you took them."
    assert choices(room) == ["understood", "not_taken"]
    room.bench.clock.pass_(minutes=1)
    room.tick(5)
    assert room.model.over.title == "I noted that you took them."
    room.answer("not_taken")
    assert (room.model.over.title, room.reminders.answered) == (
        "It is time for your medicines.",
        [],
    )
    room.answer("later")
    assert room.reminders.answered == ["later"]


def test_what_was_noted_and_not_taken_back_is_kept_by_itself(room: Stand) -> None:
    room.reminders.due = [reminder()]
    room.minute()
    room.answer("done")
    room.tick(29)
    assert room.reminders.answered == []
    room.tick(1)
    assert (room.reminders.answered, room.screen) == (["done"], "home")


def test_what_was_noted_is_kept_when_somebody_else_sits_down(shared: Stand) -> None:
    shared.model.choose_name(1)
    shared.spawner.drain()
    shared.reminders.due = [reminder()]
    shared.minute()
    shared.answer("done")
    shared.model.attach(shared.services_of(ARTHUR))
    shared.spawner.drain()
    assert shared.reminders.answered == ["done"]
    assert shared.model.over.title == ""


def test_the_next_letter_of_whoever_writes_is_no_answer(room: Stand) -> None:
    room.model.start_talking()
    room.model.keep_draft("I wan")
    room.reminders.due = [reminder(ItemKind.ACTIVITY)]
    room.minute()
    for _ in range(3):
        room.seconds.at += 1.5
        room.model.answer_over("done")
        room.spawner.drain()
    assert room.reminders.answered == []
    room.answer("done")
    assert room.reminders.answered == ["done"]


def test_a_late_one_tells_the_truth_and_sends_to_the_nurse(room: Stand) -> None:
    room.reminders.due = [reminder(is_late=True)]
    room.minute()
    assert room.model.over.line == (
        "Please ask a nurse first. They were planned for 2:20. It is now 3:41."
    )
    assert [c["key"] for c in room.model.over.choices if c["is_primary"]] == ["ask"]


def test_one_comes_after_the_other(room: Stand) -> None:
    room.reminders.due = [reminder(), replace(reminder(ItemKind.ACTIVITY), is_new=True)]
    room.minute()
    room.answer("later")
    assert room.model.over.title == "It is time: Chair yoga"
    assert choices(room) == ["done", "later"]


def test_asking_the_nurse_says_what_that_does(room: Stand) -> None:
    room.reminders.due = [reminder()]
    room.minute()
    room.answer("ask")
    assert room.model.over.title == "The nurses can see that you are asking."
    assert "press Call a nurse" in room.model.over.line
    room.answer("understood")
    assert room.screen == "home"


def test_what_was_settled_at_another_screen_is_not_claimed_to_be_asked(room: Stand) -> None:
    room.reminders.due, room.reminders.settled_by = [reminder()], ReminderStep.DONE
    room.minute()
    room.answer("ask")
    assert room.screen == "home"


def test_an_answer_that_is_not_kept_is_said_not_to_be(room: Stand) -> None:
    room.reminders.due = [reminder()]
    room.minute()
    room.reminders.is_broken = True
    room.answer("done")
    room.answer("understood")
    assert "could not keep that" in room.model.over.title
    room.reminders.is_broken = False
    room.answer("understood")
    assert room.model.over.title == "It is time for your medicines."


def test_a_touch_meant_for_what_was_there_answers_nothing(room: Stand) -> None:
    room.reminders.due = [reminder()]
    room.minute()
    room.model.answer_over("done")
    room.spawner.drain()
    assert room.reminders.answered == []


def test_never_over_a_crisis_and_afterwards_it_comes(room: Stand) -> None:
    room.say("I want to die", crisis_opened(None), done())
    room.reminders.due = [reminder()]
    room.minute()
    assert room.screen == "crisis"
    assert room.chime.rung == []
    room.model._state.change(screen=Screen.HOME, crisis=None)
    room.minute()
    assert room.screen == "asking"


@pytest.mark.parametrize("screen", [Screen.STORIES, Screen.SETTINGS, Screen.CHECK_IN])
def test_it_comes_over_every_page_which_is_there_again_afterwards(
    room: Stand, screen: Screen
) -> None:
    room.model._state.change(screen=screen)
    room.reminders.due = [reminder()]
    room.minute()
    assert (room.screen, room.model.frame.screen) == ("asking", screen)
    room.answer("later")
    assert room.screen == screen


def test_it_takes_the_pad_of_staff_away_once(room: Stand) -> None:
    def next_minute() -> None:
        room.bench.clock.pass_(minutes=1)
        room.tick(1)

    room.model._state.change(overlay=Overlay.LEAVE)
    next_minute()
    assert room.screen == "leave"
    room.reminders.due = [reminder()]
    next_minute()
    assert (room.screen, room.chime.rung) == ("asking", [Sound.LOW])
    # Whoever does want to leave asks for the pad again, and has it.
    room.model._state.change(overlay=Overlay.LEAVE)
    next_minute()
    assert room.screen == "leave"


def test_a_reminder_that_stands_is_hidden_when_a_crisis_comes(room: Stand) -> None:
    room.reminders.due = [reminder()]
    room.minute()
    room.model._state.change(screen=Screen.CRISIS)
    assert room.screen == "crisis"
    assert room.model.over.kind == ""


def test_what_another_program_changed_is_read_at_the_next_tick(room: Stand) -> None:
    room.reminders.due = [reminder()]
    room.minute()
    room.reminders.due = []
    room.bench.desk.announce()
    room.tick()
    assert room.screen == "home"


def test_a_database_that_fails_is_asked_again(room: Stand) -> None:
    room.reminders.due, room.reminders.is_broken = [reminder()], True
    room.minute()
    assert room.screen == "home"
    room.reminders.is_broken = False
    room.minute()
    assert room.screen == "asking"
