"""What the kiosk says aloud, and what residents do about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import time
from uuid import UUID

import pytest
from kiosk_fakes import Bench, FakeChime, crisis_opened, disclosed, done, heard, sentence, spoken

from app.conversation import CheckInChoice, CheckInShown
from app.conversation.aloud import Manner, Speaker, SpokenText, load_spoken_words
from app.conversation.listening import Ask, Hearing, Wish, Wished
from app.identity import Tone, VoiceLiking
from app.schedule import ItemKind, Occurrence, Reminder, ScheduledItem
from resources import RESOURCES
from tests.fakes.voices import FakeLoudspeaker, FakeVoice
from ui.kiosk.check_in_view import CheckInInputs
from ui.kiosk.inputs import Screen
from ui.kiosk.presence_inputs import ReminderInputs
from ui.kiosk.view_model import KioskViewModel
from ui.kiosk.voice.listening_inputs import ListeningInputs, ListeningNote
from ui.kiosk.voice.voice_line import KioskVoice
from ui.kiosk.wording import Wording
from ui.shared.spawner import QueuedSpawner

REPLY = ("Your father kept a bakery.", "It smelled of rye.", "Do you miss it?")


@dataclass
class SilenceNotes:
    noted: list[str]

    async def note(self, trouble: str) -> None:
        self.noted.append(trouble)


@dataclass
class Stand:
    model: KioskViewModel
    bench: Bench
    spawner: QueuedSpawner
    voice: FakeVoice
    loudspeaker: FakeLoudspeaker
    silence: SilenceNotes

    def say(self, *steps: object, words: str = "Tell me of home") -> None:
        self.model.start_talking()
        self.model.keep_draft(words)
        self.bench.talk.steps = [heard(words), *steps, done()]
        self.model.send()
        self.spawner.drain()

    def change(self, **changes: object) -> None:
        self.model._state.change(**changes)
        self.spawner.drain()

    @property
    def heard(self) -> list[str]:
        return self.loudspeaker.whole


@pytest.fixture
def stand(
    qapp: object, bench: Bench, wording: Wording, spawner: QueuedSpawner, chime: FakeChime
) -> Iterator[Stand]:
    voice, loudspeaker = FakeVoice(), FakeLoudspeaker()
    text = SpokenText(load_spoken_words(RESOURCES / "i18n" / "en" / "spoken.yaml"))
    speaker = Speaker(voice, loudspeaker, text)
    model = KioskViewModel(bench.basics, wording, spawner, chime, voice=KioskVoice(speaker))
    silence = SilenceNotes([])
    model.attach(replace(bench.services, silence=silence))
    spawner.drain()
    yield Stand(model, bench, spawner, voice, loudspeaker, silence)
    model.close()


def test_a_reply_is_said_sentence_by_sentence_after_what_lilo_says_of_itself(stand: Stand) -> None:
    stand.say(*disclosed("Lilo is a program."), *map(spoken, REPLY))
    assert stand.heard == ["I am Lilo, a computer program.", *REPLY]


def test_the_sentence_that_is_said_is_marked(stand: Stand) -> None:
    stand.loudspeaker.is_quick = False
    stand.model.start_talking()
    stand.model.keep_draft("Hello")
    stand.bench.talk.steps = [heard("Hello"), *map(spoken, REPLY), done()]
    stand.model.send()
    for number in range(len(REPLY)):
        _advance_until(stand, lambda number=number: len(stand.loudspeaker.played) == number + 1)
        marked = [each["is_marked"] for each in stand.model.talk.sentences]
        assert marked == [number == index for index in range(len(REPLY))]
        assert stand.model.talk.is_sounding
        stand.loudspeaker.finish()
    stand.spawner.drain()
    assert not stand.model.talk.is_sounding


def test_stop_say_again_and_slower_do_what_they_say(stand: Stand) -> None:
    stand.loudspeaker.is_quick = False
    stand.model.start_talking()
    stand.model.keep_draft("Hello")
    stand.bench.talk.steps = [heard("Hello"), *map(spoken, REPLY), done()]
    stand.model.send()
    _advance_until(stand, lambda: stand.loudspeaker.played)
    stand.model.stop_speaking()
    stand.spawner.drain()
    assert (stand.heard, stand.model.talk.is_sounding) == ([], False)
    stand.loudspeaker.is_quick = True
    stand.model.say_again()
    stand.spawner.drain()
    assert stand.heard == list(REPLY)
    stand.model.say_slower()
    stand.spawner.drain()
    assert stand.heard == [*REPLY, *REPLY]
    assert stand.voice.made[-1][1] == Manner(135)
    kept = stand.bench.memory.preferences.kept[stand.bench.resident.id]
    assert kept.voice.words_a_minute == 135


def test_it_cannot_be_slowed_below_what_can_be_followed(stand: Stand) -> None:
    stand.say(spoken(REPLY[0]))
    for _ in range(5):
        stand.model.say_slower()
    stand.spawner.drain()
    assert stand.voice.made[-1][1] == Manner(110)
    assert not stand.model.talk.can_slow


def test_another_turn_is_said_though_the_last_one_was_stopped(stand: Stand) -> None:
    stand.say(spoken(REPLY[0]))
    stand.model.stop_speaking()
    stand.say(spoken("Another reply."))
    assert stand.heard == [REPLY[0], "Another reply."]


def test_going_home_or_writing_is_a_stop(stand: Stand) -> None:
    for leave in (stand.model.go_home, stand.model.write):
        stand.loudspeaker.is_quick = False
        stand.model.start_talking()
        stand.model.keep_draft("Hello")
        stand.bench.talk.steps = [heard("Hello"), spoken(REPLY[0]), done()]
        before = len(stand.loudspeaker.played)
        stand.model.send()
        _advance_until(stand, lambda before=before: len(stand.loudspeaker.played) > before)
        leave()
        stand.spawner.drain()
        assert stand.heard == []


def test_who_wants_nothing_said_hears_nothing_not_even_a_crisis(stand: Stand) -> None:
    silent = replace(stand.model._state.inputs.preferences, voice=VoiceLiking(is_silent=True))
    stand.change(preferences=silent)
    stand.say(spoken(REPLY[0]))
    stand.say(crisis_opened(None))
    stand.change(reminder=ReminderInputs(_reminder(stand)))
    assert stand.loudspeaker.played == []
    assert "cannot speak" not in stand.model.talk.notice


def test_a_crisis_that_was_silenced_says_its_next_question_and_this_one_again(
    stand: Stand,
) -> None:
    stand.say(crisis_opened(None), words="I want to end it")
    first = [*stand.model.crisis.lines, stand.model.crisis.question]
    stand.model.stop_speaking()
    stand.model.say_again()
    stand.spawner.drain()
    assert stand.heard == [*first, *first]
    stand.model.stop_speaking()
    stand.model.choose(0)
    stand.spawner.drain()
    assert stand.model.crisis.question != first[-1]
    assert stand.heard[-1] == stand.model.crisis.question


def test_a_crisis_is_said_with_its_question_and_the_next_one_when_it_is_answered(
    stand: Stand,
) -> None:
    stand.say(crisis_opened(None), words="I want to end it")
    assert stand.model.frame.screen == "crisis"
    question = stand.model.crisis.question
    assert stand.heard == [*stand.model.crisis.lines, question]
    stand.model.choose(0)
    stand.spawner.drain()
    following = [*stand.model.crisis.lines, stand.model.crisis.question]
    assert question not in following
    assert stand.heard[-len([each for each in following if each]) :] == [e for e in following if e]


def test_a_second_crisis_and_a_second_check_in_are_said_though_the_first_was_silenced(
    stand: Stand,
) -> None:
    stand.say(crisis_opened(None), words="I want to end it")
    said = [*stand.model.crisis.lines, stand.model.crisis.question]
    stand.model.stop_speaking()
    stand.model._crisis_line.leave()
    stand.say(crisis_opened(None), words="I want to end it")
    assert stand.heard == [*said, *said]
    choices = tuple(CheckInChoice(n, sentence(text)) for n, text in enumerate(("Never", "Often")))
    shown = CheckInShown(None, None, sentence("How often?"), choices, "q1", 1, 9)
    for _ in range(2):
        stand.change(screen=Screen.HOME, check_in=CheckInInputs(), crisis=None)
        stand.change(screen=Screen.CHECK_IN, check_in=CheckInInputs(shown))
        stand.model.stop_speaking()
    assert stand.heard[2 * len(said) :] == ["How often?", "Never", "Often"] * 2


def test_a_reminder_is_said_after_its_sound_and_each_time_it_comes(stand: Stand) -> None:
    reminder = _reminder(stand)
    for _ in range(2):
        stand.change(reminder=ReminderInputs(reminder))
        stand.change(reminder=ReminderInputs())
    title = stand.model._words.day.reminder.medication
    assert stand.heard[0] == title
    assert stand.heard[: len(stand.heard) // 2] == stand.heard[len(stand.heard) // 2 :]


def test_a_question_of_a_check_in_is_said_and_its_answers_with_the_first(stand: Stand) -> None:
    choices = tuple(CheckInChoice(n, sentence(text)) for n, text in enumerate(("Never", "Often")))
    shown = CheckInShown(None, None, sentence("How often?"), choices, "q1", 1, 9)
    stand.change(screen=Screen.CHECK_IN, check_in=CheckInInputs(shown))
    assert stand.heard == ["How often?", "Never", "Often"]
    stand.change(check_in=CheckInInputs(replace(shown, item="q2", number=2)))
    assert stand.heard[3:] == ["How often?"]
    asked = replace(shown, remark=sentence("Did you say often?"), read_back=1, number=2)
    stand.change(check_in=CheckInInputs(asked))
    assert stand.heard[4:] == ["Did you say often?"]


def test_what_lilo_asks_about_what_it_heard_is_said_each_time(stand: Stand) -> None:
    asked = ListeningInputs(asked=Ask(Wished(Wish.SAY), "my bakery", 0.4), count=1)
    stand.change(screen=Screen.TALK, listening=asked)
    assert stand.heard == ["Did you say: my bakery?"]
    # While it waits for the yes nothing more is said of it; another time it is said again.
    stand.change(listening=replace(asked, hearing=Hearing.WAITING))
    stand.change(listening=ListeningInputs())
    stand.change(listening=replace(asked, count=2))
    assert stand.heard == ["Did you say: my bakery?"] * 2


def test_what_was_not_understood_is_said_with_the_answers_again(stand: Stand) -> None:
    choices = tuple(CheckInChoice(n, sentence(text)) for n, text in enumerate(("Never", "Often")))
    shown = CheckInShown(None, None, sentence("How often?"), choices, "q2", 2, 9)
    stand.change(screen=Screen.CHECK_IN, check_in=CheckInInputs(shown))
    stand.change(listening=ListeningInputs(note=ListeningNote.UNCLEAR, count=1))
    assert stand.heard[1:] == [
        "I did not understand that. You can say it again, or touch an answer.",
        "Never",
        "Often",
    ]
    stand.change(listening=ListeningInputs(hearing=Hearing.WAITING, count=1))
    assert len(stand.heard) == 4


def test_a_question_that_is_put_again_is_said_with_its_answers(stand: Stand) -> None:
    choices = tuple(CheckInChoice(n, sentence(text)) for n, text in enumerate(("Never", "Often")))
    shown = CheckInShown(None, None, sentence("How often?"), choices, "q2", 2, 9)
    wrong = replace(shown, remark=sentence("Which of these is it?"), is_put_again=True)
    stand.change(screen=Screen.CHECK_IN, check_in=CheckInInputs(wrong, count=1))
    assert stand.heard == ["Which of these is it?", "Never", "Often"]
    stand.change(check_in=CheckInInputs(replace(wrong, is_remark_shown=False), count=2))
    assert stand.heard[3:] == ["How often?", "Never", "Often"]


def test_what_becomes_of_a_call_is_said_to_who_called_by_voice(stand: Stand) -> None:
    stand.model.call_nurse()
    stand.spawner.drain()
    assert stand.heard == []
    stand.change(screen=Screen.HOME, listening=ListeningInputs(has_called=True))
    assert any("called" in line for line in stand.heard)


def test_without_sound_touch_goes_on_one_line_says_so_and_staff_are_told_once(
    stand: Stand, wording: Wording
) -> None:
    stand.say(spoken(REPLY[0]))
    stand.loudspeaker.is_broken = True
    stand.say(spoken(REPLY[0]), spoken(REPLY[1]))
    stand.say(spoken(REPLY[2]))
    assert stand.model.talk.notice == wording.talk.cannot_speak
    assert stand.model.talk.hint == wording.talk.cannot_speak
    assert stand.silence.noted == ["", "voice.playback"]
    stand.loudspeaker.is_broken = False
    stand.say(spoken(REPLY[0]))
    assert stand.silence.noted == ["", "voice.playback", ""]
    assert stand.model.talk.notice == ""


def test_each_person_sets_how_it_sounds_and_hears_it_at_once(stand: Stand) -> None:
    model = stand.model
    model.show_more()
    model.choose_option(2)
    model.choose_option(1)
    model.choose_option(0)
    assert (model.frame.screen, stand.heard) == ("speed", [])
    model.choose_option(1)
    stand.spawner.drain()
    assert stand.voice.made[-1][1] == Manner(165)
    assert len(stand.heard) == 1
    model.go_back()
    model.choose_option(1)
    model.choose_option(0)
    model.choose_option(0)
    stand.spawner.drain()
    assert stand.loudspeaker.loudness == pytest.approx(0.6)
    model.go_back()
    model.choose_option(1)
    model.choose_option(0)
    stand.spawner.drain()
    assert stand.voice.made[-1][1].pitch < 0.5
    assert len(stand.heard) == 3
    kept = stand.bench.memory.preferences.kept[stand.bench.resident.id]
    assert kept.voice == VoiceLiking(165, 0.6, Tone.DEEP)


def _reminder(stand: Stand) -> Reminder:
    item = ScheduledItem(
        UUID(int=1),
        stand.bench.resident.id,
        "Eye drops",
        "Eye drops",
        time(15, 40),
        frozenset(range(7)),
        ItemKind.MEDICATION,
    )
    return Reminder(Occurrence(item, stand.bench.clock.now), is_new=True)


def _advance_until(stand: Stand, holds: Callable[[], object]) -> None:
    for _ in range(20_000):
        stand.spawner.advance()
        if holds():
            return
    raise AssertionError("never")
