"""Listening in a crisis, at home, and where nobody is listened to."""

from datetime import timedelta

from kiosk_fakes import (
    crisis_opened,
    done,
    heard,
    run,
    spoken,
    status,
)
from listening_house import House

from app.utterance import HeardBy
from ui.kiosk.inputs import Screen


def fall_into_crisis(house: House, words: str = "i want to end it") -> None:
    """Say it, and be asked whether one thinks about ending one's life."""
    run(house.spawner, house.bench.raise_alert())
    house.bench.talk.steps = [heard(words), crisis_opened(house.bench.last_alert)]
    house.model.start_talking()
    house.say(words, 0.9)


def test_whoever_comes_into_a_crisis_by_words_answers_by_words(house: House) -> None:
    house.open(is_free=True)
    fall_into_crisis(house)
    assert house.model.frame.field("screen") == Screen.CRISIS
    assert house.title == "I am listening."
    first = house.model.crisis.field("question")
    house.say("yes i do", 0.9)
    assert house.model.crisis.field("question") != first
    kept = [event for event in house.bench.memory.events if "Yes" in str(event)]
    assert len(kept) == 1
    # The next question is answered in the same way, and by touch as before.
    assert house.listening["is_open"]
    house.model.choose(2)
    house.spawner.drain()
    assert len(house.bench.memory.events) > len(kept)


def test_an_answer_in_a_crisis_that_was_heard_middling_is_asked_about(house: House) -> None:
    house.open(is_free=True)
    fall_into_crisis(house)
    question = house.model.crisis.field("question")
    house.say("no", 0.5)
    assert house.title == "Did you say: “no”?"
    assert house.model.crisis.field("question") == question
    house.say("no", 0.9)
    assert house.model.crisis.field("question") == question
    house.say("i don't want to say", 0.9)
    assert house.model.crisis.field("question") != question


def test_other_words_in_a_crisis_are_a_turn_of_their_own(house: House) -> None:
    house.open(is_free=True)
    fall_into_crisis(house)
    house.bench.talk.steps = [
        heard("my chest hurts"),
        crisis_opened(house.bench.last_alert, goes_on=True),
        spoken("I am here."),
        done(),
    ]
    house.say("my chest hurts", 0.9)
    assert house.bench.talk.taken[-1] == "my chest hurts"
    assert house.bench.talk.how[-1][0] is HeardBy.SPEECH


def test_who_touched_the_way_into_a_crisis_is_not_listened_to_unasked(house: House) -> None:
    house.open()
    run(house.spawner, house.bench.raise_alert())
    house.bench.talk.steps = [heard("x"), crisis_opened(house.bench.last_alert)]
    house.model.start_talking()
    house.model.keep_draft("i want to end it")
    house.model.send()
    house.spawner.drain()
    house.model.tick()
    assert house.model.frame.field("screen") == Screen.CRISIS
    assert house.microphone.hear is None
    house.model.listen()
    house.say("no i do not", 0.9)
    assert house.title == "I am listening."


def test_nobody_listens_on_the_screens_that_are_nobodys(house: House) -> None:
    house.model.listen()
    assert house.microphone.opened == 0


class TestAtHome:
    """One touch, and what can be wished for where nothing is asked."""

    def test_the_microphone_is_closed_until_it_is_touched(self, house: House) -> None:
        house.open(hands_free=True)
        house.model.tick()
        assert house.microphone.opened == 0
        house.model.listen()
        assert house.listening["line"] == (
            "You can say: talk to me, call the nurse, what day is it."
        )

    def test_talk_to_me_begins_the_conversation(self, house: House) -> None:
        house.open()
        house.model.listen()
        house.say("talk to me", 0.9)
        assert house.model.frame.field("screen") == Screen.TALK

    def test_call_the_nurse_calls_the_nurse(self, house: House) -> None:
        house.open()
        house.model.listen()
        house.say("call the nurse", 0.9)
        assert "called" in status(house.model)[1]

    def test_a_call_that_was_heard_middling_is_asked_about(self, house: House) -> None:
        house.open()
        house.model.listen()
        house.say("call the nurse", 0.5)
        assert house.title == "Shall I call a nurse?"
        assert status(house.model)[0] == "none"

    def test_what_day_it_is_stands_there_and_goes_with_the_next_thing(self, house: House) -> None:
        house.open()
        house.model.listen()
        house.say("what day is it", 0.9)
        assert house.title == "It is Friday afternoon, 20 November. The time is 3:40."
        assert house.microphone.hear is None
        house.model.show_today()
        house.model.tick()
        assert house.title == ""

    def test_what_was_said_of_the_day_stays_as_it_was_said_and_not_for_ever(
        self, house: House
    ) -> None:
        house.open()
        house.model.listen()
        house.say("what day is it", 0.9)
        said = house.title
        for minutes, title in ((2, said), (2, "")):
            house.bench.clock.now += timedelta(minutes=minutes)
            house.model.tick()
            assert house.title == title

    def test_the_button_says_what_can_be_done_here(self, house: House) -> None:
        house.open()
        assert house.model.listening.field("button") == "Speak"
        house.model.listen()
        assert house.model.listening.field("button") == "Done"

    def test_the_day_is_shown(self, house: House) -> None:
        house.open()
        house.model.listen()
        house.say("what is on today", 0.9)
        assert house.model.frame.field("screen") == Screen.TODAY

    def test_free_words_are_a_turn_of_the_conversation(self, house: House) -> None:
        house.open(is_free=True)
        house.model.listen()
        house.bench.talk.steps = [heard("hello"), spoken("Good to hear you."), done()]
        house.say("i slept badly", 0.9)
        assert house.bench.talk.taken == ["i slept badly"]
        assert house.model.frame.field("screen") == Screen.TALK

    def test_going_elsewhere_and_back_opens_nothing_by_itself(self, house: House) -> None:
        house.open(hands_free=True, is_free=True)
        house.model.listen()
        house.model.show_today()
        house.model.tick()
        house.model.go_home()
        house.model.tick()
        assert house.microphone.hear is None


def test_talking_pressed_while_home_is_listened_to_is_listened_to_itself(house: House) -> None:
    house.open(is_free=True)
    house.model.listen()
    assert house.title == "I am listening."
    house.model.start_talking()
    assert house.title == "I am listening."
    assert house.listening["is_open"]
    house.bench.talk.steps = [heard("hello"), spoken("Good to hear you."), done()]
    house.say("hello", 0.9)
    assert house.bench.talk.taken == ["hello"]


def test_at_home_no_answers_are_spoken_of_that_are_not_there(house: House) -> None:
    house.open()
    house.model.listen()
    house.say("wallpaper", 0.05)
    assert "touch an answer" not in f"{house.title} {house.listening['line']}"
