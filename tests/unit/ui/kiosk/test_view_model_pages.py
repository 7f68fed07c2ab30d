"""From screen to screen, and what is read and kept on the way."""

import asyncio
from dataclasses import replace

import pytest
from kiosk_fakes import Bench, FakeChime, FakeSeconds, crisis_opened, done, heard, spoken

from app.identity import Colours, LeaveGate, Preferences, leave_code_hash
from app.utterance import HeardBy
from ui.kiosk.view_model import KioskViewModel
from ui.kiosk.wording import Wording
from ui.shared.spawner import QueuedSpawner

CODE = "204816"
KEPT = leave_code_hash(CODE)


def screen(model: KioskViewModel) -> str:
    return str(model.frame.screen)


def test_the_way_back_is_the_way_that_was_come(opened: KioskViewModel) -> None:
    opened.show_more()
    opened.choose_option(2)
    opened.choose_option(2)
    opened.choose_option(0)
    assert screen(opened) == "colours"
    opened.go_back()
    assert screen(opened) == "looks"
    opened.go_back()
    assert screen(opened) == "settings"
    opened.go_back()
    opened.go_back()
    assert screen(opened) == "home"
    opened.go_back()
    assert screen(opened) == "home"


def test_home_is_one_step_from_everywhere(opened: KioskViewModel) -> None:
    opened.show_more()
    opened.choose_option(2)
    opened.choose_option(0)
    opened.go_home()
    assert screen(opened) == "home"
    opened.go_back()
    assert screen(opened) == "home"


def test_nobody_walks_away_from_a_crisis(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    opened.start_talking()
    opened.keep_draft("I want to end it")
    bench.talk.steps = [heard("I want to end it"), crisis_opened(None), done()]
    opened.send()
    spawner.drain()
    for way in (opened.go_home, opened.show_today, opened.show_more, opened.go_back):
        way()
        assert screen(opened) == "crisis"


def test_a_choice_is_shown_at_once_and_kept(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    opened.show_more()
    opened.choose_option(2)
    opened.choose_option(2)
    opened.choose_option(0)
    opened.choose_option(2)
    assert opened.frame.look == "contrast"
    spawner.drain()
    kept = bench.memory.preferences.kept[bench.resident.id]
    assert kept.colours is Colours.CONTRAST
    assert [draft.action for draft in bench.memory.drafts] == ["resident.preferences_changed"]


def test_what_was_chosen_before_is_there_when_the_resident_is(
    model: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    bench.memory.preferences.kept[bench.resident.id] = Preferences(text_scale=1.75)
    model.attach(bench.services)
    spawner.drain()
    assert model.frame.scale == 1.75


def test_a_choice_that_cannot_be_kept_counts_all_the_same(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    bench.lane.is_broken = True
    opened.show_more()
    opened.choose_option(2)
    opened.choose_option(0)
    opened.choose_option(1)
    spawner.drain()
    assert opened.frame.scale == 1.25


def test_stories_are_read_when_they_are_opened_and_can_be_talked_about(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    bench.story("The bakery", "Your father kept a bakery.", when="1940s")
    bench.story("Rolls by bicycle", "You delivered rolls.")
    opened.show_more()
    opened.choose_option(0)
    spawner.drain()
    assert opened.story.title == "The bakery"
    opened.turn_leaf()
    assert opened.story.title == "Rolls by bicycle"
    asked = "Tell me about “Rolls by bicycle”."
    bench.talk.steps = [heard(asked), spoken("You delivered rolls."), done()]
    opened.talk_of_story()
    spawner.drain()
    assert screen(opened) == "talk"
    assert (bench.talk.taken, bench.talk.how) == ([asked], [(HeardBy.TOUCH, 1.0)])
    assert [said["text"] for said in opened.talk.sentences] == ["You delivered rolls."]


def test_words_are_offered_from_what_was_written_before(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    bench.has_written("My daughter Carol came", "Carol brought cake")
    opened.start_talking()
    opened.keep_draft("x")
    bench.talk.steps = [heard("x"), spoken("Yes."), done()]
    opened.send()
    spawner.drain()
    opened.write()
    opened.keep_draft("Tell me of ca")
    assert opened.talk.suggestions == ["Carol", "cake", "came"]
    opened.take_suggestion(0)
    assert opened.talk.draft == "Tell me of Carol "
    assert opened.talk.suggestions == []
    opened.take_suggestion(5)
    assert opened.talk.draft == "Tell me of Carol "


def test_a_key_is_deaf_to_a_second_press_and_its_neighbour_is_not(
    opened: KioskViewModel, seconds: FakeSeconds
) -> None:
    seconds.step = 0.3
    assert [opened.accepts_key(key) for key in "aabab"] == [True, False, True, True, True]


def test_holding_calls_gravely_and_says_so(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, chime: FakeChime
) -> None:
    opened.call_nurse()
    spawner.drain()
    assert opened.status.lines[0]["text"] == "The nurses have been called."
    opened.call_nurse_held()
    spawner.drain()
    assert "urgent" in opened.status.lines[0]["text"]
    assert len(chime.rung) == 2
    assert bench.memory.events[-1].cause.level.name == "IMMEDIATE"
    opened.call_nurse()
    spawner.drain()
    assert "urgent" in opened.status.lines[0]["text"]


def test_a_press_that_goes_on_as_holding_is_never_taken_for_a_shaken_one(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, seconds: FakeSeconds
) -> None:
    seconds.step = 0.01
    opened.call_nurse()
    opened.call_nurse_held()
    spawner.drain()
    assert len(bench.memory.events) == 2


@pytest.fixture
def kiosk(
    qapp: object,
    bench: Bench,
    wording: Wording,
    spawner: QueuedSpawner,
    chime: FakeChime,
    seconds: FakeSeconds,
) -> KioskViewModel:
    basics = replace(bench.basics, gate=LeaveGate(KEPT))
    return KioskViewModel(basics, wording, spawner, chime, monotonic=seconds)


def give(model: KioskViewModel, code: str, spawner: QueuedSpawner) -> None:
    for digit in code:
        model.leave_digit(digit)
    model.leave_now()
    spawner.drain()


def test_staff_are_let_out_by_the_code_alone(kiosk: KioskViewModel, spawner: QueuedSpawner) -> None:
    out: list[bool] = []
    kiosk.left.connect(lambda: out.append(True))
    kiosk.ask_to_leave()
    assert kiosk.frame.overlay == "leave"
    give(kiosk, "111111", spawner)
    assert (out, kiosk.leave.line) == ([], "That is not the code.")
    give(kiosk, CODE, spawner)
    assert out == [True]
    assert kiosk.frame.overlay == ""
    kiosk.close()


def test_a_pad_that_nobody_uses_goes_away(
    kiosk: KioskViewModel, seconds: FakeSeconds, spawner: QueuedSpawner
) -> None:
    seconds.step = 0.0
    kiosk.ask_to_leave()
    seconds.at += 59
    kiosk.leave_digit("1")
    seconds.at += 59
    kiosk.tick()
    assert kiosk.frame.overlay == "leave"
    seconds.at += 1
    kiosk.tick()
    assert kiosk.frame.overlay == ""
    kiosk.close()


def test_a_plain_window_has_no_gate(opened: KioskViewModel) -> None:
    opened.ask_to_leave()
    assert opened.frame.overlay == ""


def test_guessing_is_slowed_down() -> None:
    now = [0.0]
    gate = LeaveGate(KEPT, lambda: now[0])

    def tries(code: str) -> bool:
        return asyncio.run(gate.opens(code))

    for _ in range(5):
        assert gate.wait_s() == 0
        assert not tries("111111")
    assert gate.wait_s() == 30
    assert not tries(CODE), "the right code does not help while it has to be waited"
    now[0] = 31.0
    assert tries(CODE)
