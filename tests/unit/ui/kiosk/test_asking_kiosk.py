"""What Lilo asks over the screen of its own accord, and the language of all of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from kiosk_fakes import MARGARET, Bench, FakeChime, FakeSeconds, crisis_opened, done, heard, spoken
from presence_stand import DRAFT, VISIT, ScriptedStarts

from app.identity import LanguageBook
from ui.kiosk.inputs import Screen
from ui.kiosk.services import KioskServices
from ui.kiosk.view_model import KioskViewModel
from ui.kiosk.wording import load_wording
from ui.shared.spawner import QueuedSpawner


@dataclass
class Room:
    bench: Bench
    model: KioskViewModel
    spawner: QueuedSpawner
    seconds: FakeSeconds
    starts: ScriptedStarts
    languages: LanguageBook

    def services(self) -> KioskServices:
        spoken_here = replace(MARGARET, language=self.languages.of(MARGARET.id))
        return replace(
            self.bench.services,
            resident=spoken_here,
            starts=self.starts,
            languages=self.languages,
            again=self.services,
        )

    def tick(self) -> None:
        self.model.tick()
        self.spawner.drain()

    def answer(self, choice: str) -> None:
        self.seconds.at += 5.0
        self.model.answer_over(choice)
        self.spawner.drain()

    @property
    def screen(self) -> str:
        return str(self.model.frame.screen)


@pytest.fixture
def room(
    qapp: object, bench: Bench, spawner: QueuedSpawner, chime: FakeChime, seconds: FakeSeconds
) -> Iterator[Room]:
    model = KioskViewModel(bench.basics, load_wording(), spawner, chime, monotonic=seconds)
    languages = LanguageBook([MARGARET], bench.memory.unit, bench.lane, bench.clock)  # type: ignore[arg-type]
    made = Room(bench, model, spawner, seconds, ScriptedStarts(), languages)
    model.attach(made.services())
    spawner.drain()
    yield made
    model.close()


def test_it_begins_at_home_and_a_yes_leads_on(room: Room) -> None:
    room.tick()
    assert room.model.over.title == VISIT.title
    assert [choice["text"] for choice in room.model.over.choices] == ["Yes, please", "Not now"]
    room.answer("yes")
    assert room.starts.answers == [True]
    assert room.screen == "talk"
    assert room.model.talk.ask == VISIT.prompt


def test_a_no_leaves_everything_as_it_was(room: Room) -> None:
    room.tick()
    room.answer("no")
    assert room.starts.answers == [False]
    assert (room.screen, room.model.over.title) == ("home", "")


def test_what_has_just_come_is_not_answered_by_a_touch_meant_for_something_else(
    room: Room,
) -> None:
    room.seconds.step = 0.0
    room.tick()
    room.model.answer_over("yes")
    room.spawner.drain()
    assert room.starts.answers == []


def test_it_begins_neither_in_a_conversation_nor_in_a_crisis(room: Room) -> None:
    room.model.start_talking()
    room.tick()
    assert room.starts.shown == 0
    room.model.go_home()
    room.bench.talk.steps = [heard("Help"), crisis_opened(None), done()]
    room.model.start_talking()
    room.model.keep_draft("Help")
    room.model.send()
    room.spawner.drain()
    room.tick()
    assert (room.screen, room.starts.shown) == ("crisis", 0)


def test_what_another_screen_has_shown_is_not_shown_again(room: Room) -> None:
    room.starts.may = False
    room.tick()
    assert (room.starts.shown, room.model.over.title) == (1, "")


def test_a_message_to_the_family_is_seen_before_it_goes(room: Room) -> None:
    room.starts.found = None
    room.bench.talk.steps = [heard("Tell Carol"), spoken("Shall I send it?"), DRAFT, done()]
    room.model.start_talking()
    room.model.keep_draft(DRAFT.words)
    room.model.send()
    room.spawner.drain()
    assert room.model.over.line == "“Tell Carol I love her”"
    room.bench.talk.steps = [heard("Yes"), spoken("It is on its way."), done()]
    room.answer("send")
    assert room.bench.talk.taken == [DRAFT.words, "Yes"]
    assert room.model.over.title == ""


def test_nobody_agrees_to_a_message_of_which_the_end_is_not_shown(room: Room) -> None:
    room.starts.found = None
    words = "Tell Carol that I would like her to bring the blue cardigan, " * 8
    long = replace(DRAFT, words=words.strip())
    room.bench.talk.steps = [heard("Tell Carol"), spoken("Shall I send it?"), long, done()]
    room.model.start_talking()
    room.model.keep_draft("Tell Carol")
    room.model.send()
    room.spawner.drain()
    assert room.model.over.line == f"“{words.strip()}”"


def test_another_turn_takes_the_card_away(room: Room) -> None:
    room.starts.found = None
    room.bench.talk.steps = [heard("Tell Carol"), spoken("Shall I send it?"), DRAFT, done()]
    room.model.start_talking()
    room.model.keep_draft(DRAFT.words)
    room.model.send()
    room.spawner.drain()
    room.bench.talk.steps = [heard("Is it raining?"), spoken("I do not know."), done()]
    room.model.keep_draft("Is it raining?")
    room.model.send()
    room.spawner.drain()
    assert room.model.over.title == ""


def test_a_language_is_chosen_and_spoken_at_once(room: Room) -> None:
    room.starts.found = None
    model = room.model
    changes: list[bool] = []
    model.words_changed.connect(lambda: changes.append(True))
    model.show_more()
    for choice in (2, 2, 1, 1):
        model.choose_option(choice)
    assert room.screen == Screen.LANGUAGE
    model.choose_option(1)
    room.spawner.drain()
    assert model.words["home"]["talk"] == load_wording("es").home.talk
    assert changes
    assert [choice["is_chosen"] for choice in model.choices.choices] == [False, True]
    assert room.screen == Screen.LANGUAGE
    model.choose_option(0)
    room.spawner.drain()
    assert model.words["home"]["talk"] == load_wording("en").home.talk
