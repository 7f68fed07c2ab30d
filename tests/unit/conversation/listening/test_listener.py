"""From sound to words, with a recogniser that says what it is told to."""

from dataclasses import dataclass, field

import pytest

from app.conversation.listening import (
    Came,
    Expected,
    Hearing,
    Listener,
    Patience,
    Recognised,
    Wish,
    Wished,
    load_phrases,
)
from resources import RESOURCES
from tests.fakes.ears import LoudIsVoice, ScriptedRecognizer, quiet, voice, zeros

PHRASES = load_phrases(RESOURCES / "speech" / "listening.yaml")
YES_NO = Expected(PHRASES.saying(Wish.YES, Wish.NO), has_question=True)


@dataclass
class Room:
    recognizer: ScriptedRecognizer
    now: float = 0.0
    is_sounding: bool = False
    came: list[Came] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.listener = Listener(
            self.recognizer,
            LoudIsVoice(),
            PHRASES,
            Patience(),
            lambda: self.now,
            lambda: self.is_sounding,
            self.came.append,
        )

    @property
    def final(self) -> Recognised | None:
        return next((came.final for came in reversed(self.came) if came.final), None)


@pytest.fixture
def room() -> Room:
    return Room(ScriptedRecognizer())


def test_it_hears_nothing_before_it_is_told_to(room: Room) -> None:
    room.listener.hear(voice(2.0))
    assert room.came == []
    assert room.recognizer.asked == []


def test_one_word_to_an_open_question_is_taken_at_once(room: Room) -> None:
    room.recognizer.so_far = "yes"
    room.listener.begin(YES_NO)
    room.listener.hear(quiet(0.4))
    room.listener.hear(voice(0.4))
    room.listener.hear(quiet(0.8))
    assert room.recognizer.asked == ["prepare", "begin", "look", "finish"]
    assert room.listener.hearing is Hearing.THINKING
    room.recognizer.answer()
    assert room.final == Recognised("yes", 0.9, is_final=True)
    assert room.listener.hearing is Hearing.IDLE


def test_other_words_are_given_longer(room: Room) -> None:
    room.recognizer.so_far = "i think"
    room.listener.begin(YES_NO)
    room.listener.hear(voice(0.4))
    room.listener.hear(quiet(1.3))
    assert room.listener.hearing is Hearing.HEARING
    room.listener.hear(quiet(0.3))
    assert room.listener.hearing is Hearing.THINKING


def test_the_beginning_of_the_first_word_is_not_lost(room: Room) -> None:
    room.listener.begin(YES_NO)
    room.listener.hear(quiet(2.0))
    room.listener.hear(voice(0.4))
    # The word, and half a second before it was noticed.
    assert room.recognizer.fed == pytest.approx((0.4 + 0.38) * 32_000, abs=1_300)


def test_nothing_said_is_nothing(room: Room) -> None:
    room.listener.begin(YES_NO)
    room.listener.hear(quiet(11.0))
    assert room.final == Recognised("", is_final=True)
    assert "begin" not in room.recognizer.asked


def test_voices_that_go_on_are_not_answers(room: Room) -> None:
    room.listener.begin(YES_NO)
    room.listener.hear(voice(7.0))
    assert room.came[-1].was_endless
    assert room.recognizer.asked[-1] == "drop"


def test_a_long_story_is_heard_where_free_speech_is_understood() -> None:
    room = Room(ScriptedRecognizer(takes_free_speech=True))
    room.listener.begin(Expected({}))
    room.listener.hear(voice(20.0))
    assert room.listener.hearing is Hearing.HEARING
    room.listener.hear(voice(41.0))
    assert room.recognizer.asked[-1] == "finish"


def test_words_are_shown_as_they_come(room: Room) -> None:
    room.listener.begin(YES_NO)
    room.listener.hear(voice(0.4))
    assert room.recognizer.hear is not None
    room.recognizer.hear(Recognised("i was"))
    assert room.came[-1] == Came(Hearing.HEARING, "i was")


def test_while_lilo_speaks_nothing_is_heard_and_what_had_begun_is_dropped(room: Room) -> None:
    room.listener.begin(YES_NO)
    room.listener.hear(voice(0.4))
    room.is_sounding = True
    room.listener.hear(voice(3.0))
    assert room.recognizer.asked[-1] == "drop"
    assert room.listener.hearing is Hearing.WAITING
    room.is_sounding, room.now = False, 0.3
    room.listener.hear(voice(1.0))
    assert room.listener.hearing is Hearing.WAITING
    room.now = 0.5
    room.listener.hear(voice(1.0))
    assert room.listener.hearing is Hearing.HEARING


def test_its_own_cue_is_not_heard(room: Room) -> None:
    room.listener.begin(YES_NO)
    room.listener.shut_for(0.2)
    room.now = 0.55
    room.listener.hear(voice(0.5))
    assert room.listener.hearing is Hearing.WAITING


def test_a_touch_ends_it(room: Room) -> None:
    room.listener.begin(YES_NO)
    room.listener.finish()
    assert room.final == Recognised("", is_final=True)
    room.listener.begin(YES_NO)
    room.listener.hear(voice(0.4))
    room.listener.finish()
    assert room.recognizer.asked[-1] == "finish"


def test_words_that_come_after_it_was_stopped_are_nobodys(room: Room) -> None:
    room.listener.begin(YES_NO)
    room.listener.hear(voice(0.4))
    hear = room.recognizer.hear
    assert hear is not None
    room.listener.stop()
    before = len(room.came)
    hear(Recognised("yes", 0.9, is_final=True))
    assert len(room.came) == before


def test_a_microphone_that_is_switched_off_is_noticed_once(room: Room) -> None:
    room.listener.begin(YES_NO)
    room.listener.hear(zeros(8.0))
    assert [came.is_muted for came in room.came].count(True) == 1


def test_a_quiet_room_is_not_a_muted_microphone(room: Room) -> None:
    room.listener.begin(YES_NO)
    room.listener.hear(quiet(8.0))
    assert not any(came.is_muted for came in room.came)


def test_a_choice_that_is_expected_is_handed_to_the_recogniser(room: Room) -> None:
    room.listener.begin(Expected({"later": Wished(Wish.CHOOSE, "later")}))
    room.listener.hear(voice(0.4))
    assert room.recognizer.phrases == ("later",)
