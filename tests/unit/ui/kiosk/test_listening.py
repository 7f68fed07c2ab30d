"""The kiosk listens: what a touch and a voice bring about, and that touch always goes on."""

from dataclasses import replace
from datetime import timedelta

from kiosk_fakes import (
    done,
    heard,
    spoken,
    status,
)
from listening_house import QUESTION, House

from app.conversation.listening import Recognised, RecognizerState
from app.utterance import HeardBy
from tests.fakes.ears import quiet, voice, zeros
from ui.kiosk.voice.microphone import MicrophoneFault


def test_without_free_speech_talking_begins_with_the_keyboard(house: House) -> None:
    house.open()
    house.model.start_talking()
    assert house.model.talk.field("is_writing")
    assert not house.listening["is_open"]
    assert house.microphone.opened == 0


def test_without_free_speech_the_conversation_understands_a_few_phrases(house: House) -> None:
    house.open()
    house.model.start_talking()
    house.model.listen()
    assert house.title == "I am listening."
    assert house.model.talk.field("is_writing")
    house.say("go home", 0.9)
    assert house.model.frame.field("screen") == "home"


def test_whoever_asked_to_talk_is_listened_to_there_as_well(house: House) -> None:
    house.open()
    house.model.listen()
    house.say("talk to me", 0.9)
    assert house.model.frame.field("screen") == "talk"
    assert house.listening["is_open"]
    house.say("call the nurse", 0.9)
    assert "called" in status(house.model)[1]


def test_with_free_speech_talking_begins_with_listening(house: House) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    assert house.title == "I am listening."
    assert house.cue.rung == 1
    house.bench.talk.steps = [heard("hello"), spoken("Good to hear you."), done()]
    house.say("hello", 0.9)
    assert house.bench.talk.taken == ["hello"]
    assert house.bench.talk.how == [(HeardBy.SPEECH, 0.9)]
    assert house.microphone.hear is None


def test_words_are_shown_while_they_are_said(house: House) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    assert house.microphone.hear is not None
    house.microphone.hear(voice(0.5))
    assert house.recognizer.hear is not None
    house.recognizer.hear(Recognised("i was thinking"))
    assert house.listening["line"] == "i was thinking"
    assert house.title == "Yes, I hear you."


def test_what_was_heard_badly_is_read_back_and_sent_on_a_yes(house: House) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    house.say("my bakery", 0.4)
    assert house.title == "Did you say: “my bakery”?"
    assert house.bench.talk.taken == []
    house.say("yes", 0.5)
    assert house.bench.talk.taken == ["my bakery"]


def test_a_no_by_touch_lets_it_be_said_again(house: House) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    house.say("my bakery", 0.4)
    house.model.confirm_heard(False)
    assert house.title == "I am listening."
    assert house.bench.talk.taken == []


def test_danger_that_was_heard_badly_waits_for_no_yes(house: House) -> None:
    house.open(is_free=True)
    house.bench.talk.worrying = {"i cannot breathe"}
    house.model.start_talking()
    house.say("i cannot breathe", 0.3)
    assert house.bench.talk.taken == ["i cannot breathe"]
    assert house.bench.talk.how == [(HeardBy.SPEECH, 0.3)]


def test_danger_said_in_place_of_a_yes_waits_for_none_either(house: House) -> None:
    house.open(is_free=True)
    house.bench.talk.worrying = {"i cannot breathe"}
    house.model.start_talking()
    house.say("my bakery", 0.4)
    house.say("i cannot breathe", 0.9)
    assert house.bench.talk.taken == ["i cannot breathe"]


def test_an_answer_of_a_scale_goes_into_the_conversation_as_spoken(house: House) -> None:
    house.open()
    house.ask()
    house.model.listen()
    assert house.title == "I am listening."
    assert {"several days", "not at all", "call the nurse"} <= set(
        house.model._listening_line._listener._expected.phrases  # type: ignore[union-attr]
    )
    house.bench.talk.steps = [heard("several days"), replace(QUESTION, read_back=1), done()]
    house.say("several days", 0.9)
    assert house.bench.talk.taken[-1] == "several days"
    assert house.bench.talk.how[-1] == (HeardBy.SPEECH, 0.9)
    # Whoever answers by voice goes on by voice.
    house.model.tick()
    assert house.listening["is_open"]


def test_a_touch_on_an_answer_ends_listening(house: House) -> None:
    house.open()
    house.ask()
    house.model.listen()
    house.model.write_in_check_in()
    house.model.tick()
    assert house.microphone.hear is None
    assert not house.listening["is_open"]


def test_help_presses_the_call_button(house: House) -> None:
    house.open()
    house.ask()
    house.model.listen()
    house.say("help me", 0.9)
    assert "called" in status(house.model)[1]
    assert house.bench.talk.taken == ["ask me"]


def test_help_that_was_heard_middling_is_asked_about(house: House) -> None:
    house.open()
    house.ask()
    house.model.listen()
    house.say("help", 0.5)
    assert house.title == "Shall I call a nurse?"
    assert status(house.model)[0] == "none"
    house.say("yes please", 0.6)
    assert "called" in status(house.model)[1]


def test_help_that_was_hardly_heard_is_nothing(house: House) -> None:
    house.open()
    house.ask()
    house.model.listen()
    house.say("help", 0.1)
    assert status(house.model)[0] == "none"
    # It is listened to once more, and that it was not understood stands beside it.
    assert house.title == "I am listening."
    assert str(house.listening["line"]).startswith("I did not understand that.")


def test_a_reminder_is_answered_by_voice_and_a_medicine_is_asked_about(house: House) -> None:
    house.open()
    house.remind()
    assert house.model.listening.field("has_button")
    house.model.listen()
    house.say("i have taken it", 0.95)
    assert house.title == "Did you say: “i have taken it”?"
    assert house.reminders.answered == []
    house.say("yes", 0.9)
    assert house.model.over.title == "I noted that you took them."
    house.model.listen()
    house.say("all right", 0.9)
    assert house.reminders.answered == ["done"]


def test_nothing_said_is_nothing(house: House) -> None:
    house.open()
    house.ask()
    house.model.listen()
    for _ in range(3):
        assert house.microphone.hear is not None
        house.microphone.hear(quiet(11.0))
    assert house.title.startswith("I did not hear anything.")
    assert house.microphone.hear is None
    assert house.bench.talk.taken == ["ask me"]


def test_a_television_is_nothing_either(house: House) -> None:
    house.open()
    house.ask()
    house.model.listen()
    assert house.microphone.hear is not None
    house.microphone.hear(voice(8.0))
    assert house.title.startswith("I hear other voices here.")


def test_a_touch_stops_lilo_and_then_it_listens(house: House) -> None:
    house.open()
    house.ask()
    house.voice.is_sounding = True
    house.model.listen()
    assert house.voice.hushed == 1
    assert house.listening["is_open"]


def test_while_lilo_speaks_it_does_not_hear_itself(house: House) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    house.voice.is_sounding = True
    assert house.microphone.hear is not None
    house.microphone.hear(voice(20.0))
    assert house.title == "I am listening."
    assert "begin" not in house.recognizer.asked


def test_hands_free_listens_after_the_reply_and_only_then(house: House) -> None:
    house.open(is_free=True, hands_free=True)
    house.model.start_talking()
    house.bench.talk.steps = [heard("hello"), spoken("Good to hear you."), done()]
    house.speak("hello", 0.9)
    # The reply is about to be said.
    house.voice.is_sounding = True
    house.understand()
    house.model.tick()
    assert not house.listening["is_open"]
    house.voice.is_sounding = False
    house.model.tick()
    assert house.listening["is_open"]
    house.model.go_home()
    house.model.tick()
    assert house.microphone.hear is None


def test_others_touch_the_screen_first(house: House) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    house.bench.talk.steps = [heard("hello"), spoken("Good to hear you."), done()]
    house.say("hello", 0.9)
    house.model.tick()
    assert not house.listening["is_open"]


def test_going_home_closes_the_microphone(house: House) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    house.model.go_home()
    house.model.tick()
    assert house.microphone.hear is None
    assert house.title == ""


def test_without_a_microphone_touch_goes_on_and_staff_are_told_once(house: House) -> None:
    house.microphone.is_there = False
    house.open(is_free=True)
    house.model.start_talking()
    assert house.model.talk.field("is_writing")
    house.microphone.changed()
    house.spawner.drain()
    assert house.reported == ["no_microphone"]
    assert not house.model.listening.field("can_talk")


def test_a_microphone_that_is_pulled_out_is_said_in_one_line(house: House) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    house.microphone.unplug()
    house.spawner.drain()
    assert house.title == "I cannot hear you. Please touch the screen."
    assert house.reported == ["no_microphone"]
    house.microphone.is_there = True
    house.microphone.changed()
    assert house.title == ""
    assert house.model.listening.field("can_talk")


def test_a_microphone_that_gives_nothing_any_more_is_noticed(house: House) -> None:
    house.seconds.step = 0.0
    house.open(is_free=True)
    house.model.start_talking()
    assert house.microphone.hear is not None
    house.seconds.at += 2.9
    house.microphone.hear(quiet(0.1))
    house.seconds.at += 2.9
    house.model.tick()
    assert house.title == "I am listening."
    house.seconds.at += 0.2
    house.model.tick()
    house.spawner.drain()
    assert house.title == "I cannot hear you. Please touch the screen."
    assert house.reported == ["microphone_busy"]
    assert house.microphone.hear is None


def test_while_lilo_speaks_the_microphone_may_be_silent(house: House) -> None:
    house.seconds.step = 0.0
    house.open(is_free=True)
    house.model.start_talking()
    house.voice.is_sounding = True
    for _ in range(4):
        house.seconds.at += 2.0
        house.model.tick()
    assert house.title == "I am listening."


def test_what_was_mended_and_breaks_again_is_told_again(house: House) -> None:
    house.open(is_free=True)
    for _ in range(2):
        house.microphone.is_there = True
        house.microphone.changed()
        house.model.start_talking()
        assert house.microphone.hear is not None
        house.microphone.hear(quiet(0.1))
        house.microphone.unplug()
        house.spawner.drain()
    assert house.reported == ["no_microphone"] * 2


def test_a_busy_microphone_is_said_too(house: House) -> None:
    house.open(is_free=True)
    house.microphone.fault = MicrophoneFault.BUSY
    house.model.start_talking()
    house.spawner.drain()
    assert house.title == "I cannot hear you. Please touch the screen."
    assert house.reported == ["microphone_busy"]
    house.model.write()
    assert house.model.talk.field("is_writing")


def test_a_microphone_that_is_switched_off_is_noticed(house: House) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    assert house.microphone.hear is not None
    house.microphone.hear(zeros(4.0))
    house.spawner.drain()
    assert house.title == "My microphone is switched off. Please touch the screen."
    assert house.reported == ["muted"]


def test_a_recogniser_that_is_not_there_is_said_once(house: House) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    house.recognizer.state = RecognizerState.BROKEN
    house.say("", 0.0)
    assert house.title == "I cannot understand speech at present. Please touch the screen."
    assert house.reported == ["no_recognizer"]
    assert not house.model.listening.field("can_talk")


def test_what_is_being_written_stays_when_something_is_said(house: House) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    house.model.write()
    house.model.keep_draft("Dear Carol")
    house.model.listen()
    house.bench.talk.steps = [heard("hello"), spoken("Good to hear you."), done()]
    house.say("hello", 0.9)
    assert house.model.talk.field("draft") == "Dear Carol"


class TestAnotherTry:
    """What is not understood is listened to again, and not for ever."""

    def test_after_three_tries_it_is_left_to_touch(self, house: House) -> None:
        house.open()
        house.ask()
        house.model.listen()
        for _ in range(2):
            house.say("", 0.3)
            assert house.listening["is_open"]
        house.say("", 0.3)
        assert house.title == "I am sorry, I do not understand. Please touch the screen."
        house.model.tick()
        assert house.microphone.hear is None
        house.model.choose_in_check_in(1)

    def test_the_same_answer_heard_badly_twice_is_one(self, house: House) -> None:
        house.open()
        house.ask()
        house.bench.talk.taken.clear()
        house.model.listen()
        house.say("several days", 0.1)
        assert house.bench.talk.taken == []
        house.say("several days", 0.1)
        assert house.bench.talk.taken == ["several days"]

    def test_silence_is_waited_for_while_something_is_asked(self, house: House) -> None:
        house.open()
        house.ask()
        house.model.listen()
        assert house.microphone.hear is not None
        house.microphone.hear(quiet(10.5))
        assert house.listening["is_open"]

    def test_words_that_worry_go_before_what_was_asked(self, house: House) -> None:
        house.open(is_free=True)
        house.remind()
        house.model.listen()
        house.bench.talk.worrying.add("i took them all")
        house.bench.talk.steps = [heard("i took them all"), spoken("I am here."), done()]
        house.say("i took them all", 0.2)
        assert house.bench.talk.taken == ["i took them all"]

    def test_a_closed_grammar_is_no_evidence_of_danger_but_a_nurse_can_ask(
        self, house: House
    ) -> None:
        house.open()
        house.remind()
        house.model.listen()
        house.bench.talk.worrying.add("later")
        house.say("later", 0.9)
        assert house.bench.talk.taken == []
        assert house.title == "Shall I call a nurse?"


def test_what_was_not_understood_is_forgotten_once_something_is(house: House) -> None:
    house.open(is_free=True)
    house.model.start_talking()
    house.say("", 0.3)
    assert str(house.listening["line"]).startswith("I did not understand")
    house.bench.talk.steps = [heard("hello"), spoken("Good to hear you."), done()]
    house.say("hello", 0.9)
    assert house.bench.talk.taken == ["hello"]
    # The strip is empty, so the reply is what is said.
    assert house.title == ""


def test_a_fault_is_said_for_as_long_as_it_lasts(house: House) -> None:
    house.open(is_free=True)
    house.microphone.fault = MicrophoneFault.BUSY
    house.model.start_talking()
    told = house.title
    assert told
    house.bench.clock.now += timedelta(minutes=30)
    house.model.tick()
    assert house.title == told
