"""The check-in on the kiosk: what is shown, and what a touch does."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from kiosk_fakes import Bench, BrokenError, crisis_opened, sentence, spoken

from app.check_in import Offer
from app.clinical import ScaleId
from app.clinical.scale_files import load_scales
from app.conversation import (
    BeginCheckIn,
    CheckInAct,
    CheckInChoice,
    CheckInShown,
    ChooseAnswer,
    ConfirmAnswer,
    PressInCheckIn,
)
from app.conversation.aloud import Speaking
from app.identity import Resident
from app.ids import ResidentId
from ui.kiosk.check_in_view import CheckInInputs, derive_check_in
from ui.kiosk.view_model import KioskViewModel
from ui.kiosk.wording import Wording
from ui.shared.spawner import QueuedSpawner

ROOT = Path(__file__).parents[4]
SCALES = load_scales(ROOT / "resources" / "scales")
PHQ9 = SCALES[ScaleId.PHQ9]

ASKED = CheckInShown(
    sentence("Thank you."),
    sentence(PHQ9.lead.en),
    sentence(PHQ9.items[2].text.en),
    tuple(CheckInChoice(o.value, sentence(o.text.en)) for o in PHQ9.options),
    "3",
    3,
    9,
    is_remark_shown=False,
)
OVER = CheckInShown(sentence("That was the last one."))


@dataclass
class FakeCheckIns:
    """Shows what it was given; an error is raised."""

    offered: Offer | None = None
    answers: list[object] = field(default_factory=list)
    done: list[CheckInAct] = field(default_factory=list)

    async def offer(self, resident_id: ResidentId) -> Offer | None:
        return self.offered

    async def act(self, resident: Resident, act: CheckInAct) -> AsyncIterator[object]:
        self.done.append(act)
        for answer in self.answers:
            if isinstance(answer, Exception):
                raise answer
            yield answer


@pytest.fixture
def check_ins() -> FakeCheckIns:
    return FakeCheckIns(Offer(SCALES[ScaleId.PHQ2], 2), [ASKED])


@pytest.fixture
def asking(
    model: KioskViewModel, bench: Bench, spawner: QueuedSpawner, check_ins: FakeCheckIns
) -> KioskViewModel:
    services = replace(bench.services, check_ins=check_ins)  # type: ignore[arg-type]
    model.attach(services)
    spawner.drain()
    return model


def touch(model: KioskViewModel, spawner: QueuedSpawner, index: int) -> None:
    model.choose_in_check_in(index)
    spawner.drain()


def test_home_offers_what_is_due(asking: KioskViewModel, check_ins: FakeCheckIns) -> None:
    assert asking.check_in.offer == "A few questions"
    assert "2 questions" in asking.check_in.offer_more
    assert check_ins.done == []


def test_a_question_is_shown_word_for_word(
    asking: KioskViewModel, spawner: QueuedSpawner, check_ins: FakeCheckIns
) -> None:
    asking.begin_check_in()
    spawner.drain()
    assert check_ins.done == [BeginCheckIn()]
    assert asking.frame.screen == "check_in"
    shown = asking.check_in
    assert shown.question == "Trouble falling or staying asleep, or sleeping too much"
    assert list(shown.lines) == ["Question 3 of 9. You can stop at any time.", PHQ9.lead.en]
    texts = [choice["text"] for choice in shown.choices]
    assert texts == ["Not at all", "Several days", "More than half the days", "Nearly every day"]
    assert shown.choices[1]["spoken"] == "Several days. Answer 2 of 4."
    assert shown.can_answer


def test_a_touch_answers_the_item_that_is_shown(
    asking: KioskViewModel, spawner: QueuedSpawner, check_ins: FakeCheckIns
) -> None:
    asking.begin_check_in()
    spawner.drain()
    asking.choose_in_check_in(1)
    assert asking.check_in.choices[1]["is_chosen"]
    assert not asking.check_in.can_answer
    # A second touch while the first is being kept is nothing.
    asking.choose_in_check_in(2)
    spawner.drain()
    asking.choose_in_check_in(7)
    assert check_ins.done[1:] == [ChooseAnswer("3", 1)]


def test_what_was_heard_is_read_back(
    asking: KioskViewModel, spawner: QueuedSpawner, check_ins: FakeCheckIns
) -> None:
    remark = sentence("I heard: Several days. Is that right?")
    check_ins.answers = [replace(ASKED, remark=remark, read_back=1, is_remark_shown=True)]
    asking.begin_check_in()
    spawner.drain()
    assert asking.check_in.is_reading_back
    assert asking.check_in.question == "I heard: Several days. Is that right?"
    assert asking.check_in.lines[-1] == PHQ9.items[2].text.en
    touch(asking, spawner, 1)
    touch(asking, spawner, 0)
    assert check_ins.done[1:] == [ConfirmAnswer(is_right=False), ConfirmAnswer(is_right=True)]


def test_skip_and_stop(
    asking: KioskViewModel, spawner: QueuedSpawner, check_ins: FakeCheckIns
) -> None:
    asking.begin_check_in()
    spawner.drain()
    asking.leave_check_in()
    assert asking.frame.screen == "check_in"
    asking.press_in_check_in("skip")
    spawner.drain()
    asking.press_in_check_in("dance")
    check_ins.answers = [OVER]
    asking.press_in_check_in("stop")
    spawner.drain()
    assert [act.command for act in check_ins.done if isinstance(act, PressInCheckIn)] == [
        "skip",
        "stop",
    ]
    assert asking.check_in.is_over
    assert asking.check_in.question == "That was the last one."
    asking.leave_check_in()
    assert asking.frame.screen == "home"


def test_an_answer_that_was_not_kept_can_be_given_again(
    asking: KioskViewModel, spawner: QueuedSpawner, check_ins: FakeCheckIns
) -> None:
    asking.begin_check_in()
    spawner.drain()
    check_ins.answers = [BrokenError("The disk is full.")]
    touch(asking, spawner, 1)
    assert "Not your fault." in asking.check_in.lines
    assert asking.check_in.can_answer
    assert not any(choice["is_chosen"] for choice in asking.check_in.choices)


def test_danger_turns_to_the_crisis_screen(
    asking: KioskViewModel, spawner: QueuedSpawner, check_ins: FakeCheckIns, bench: Bench
) -> None:
    asking.begin_check_in()
    spawner.drain()
    check_ins.answers = [crisis_opened(None)]
    touch(asking, spawner, 3)
    assert asking.frame.screen == "crisis"
    assert asking.check_in.question == ""


def test_an_answer_can_be_written(
    asking: KioskViewModel, spawner: QueuedSpawner, bench: Bench
) -> None:
    asking.begin_check_in()
    spawner.drain()
    asking.write_in_check_in()
    assert asking.check_in.is_writing
    asking.stop_writing_in_check_in()
    asking.write_in_check_in()
    asking.keep_draft("several days")
    bench.talk.steps = [replace(ASKED, number=4), spoken("Thank you.")]
    asking.send()
    spawner.drain()
    assert bench.talk.taken == ["several days"]
    assert asking.frame.screen == "check_in"
    assert asking.check_in.lines[0].startswith("Question 4")
    assert not asking.check_in.is_writing


def test_words_with_an_answer_of_their_own_go_to_the_conversation(
    asking: KioskViewModel, spawner: QueuedSpawner, bench: Bench
) -> None:
    asking.begin_check_in()
    spawner.drain()
    asking.keep_draft("The nurse was rough with me")
    bench.talk.steps = [spoken("I have told the nurses.")]
    asking.send()
    spawner.drain()
    assert asking.frame.screen == "talk"


def test_another_resident_sees_nothing_of_it(
    asking: KioskViewModel, spawner: QueuedSpawner, bench: Bench
) -> None:
    asking.begin_check_in()
    spawner.drain()
    other = replace(bench.resident, id=ResidentId(bench.resident.id.__class__(int=7)))
    asking.attach(replace(bench.services, resident=other, check_ins=None))
    assert asking.frame.screen == "home"
    assert (asking.check_in.question, asking.check_in.offer) == ("", "")


def test_begun_questions_are_offered_to_go_on_with(
    asking: KioskViewModel, spawner: QueuedSpawner, check_ins: FakeCheckIns, bench: Bench
) -> None:
    check_ins.offered = Offer(PHQ9, 6, is_unfinished=True)
    bench.clock.pass_(minutes=1)
    asking.tick()
    spawner.drain()
    assert asking.check_in.offer == "Go on with the questions"
    assert asking.check_in.offer_more == "6 are left."


@pytest.mark.parametrize(
    ("number", "read_back", "can_go_back"), [(1, None, False), (2, None, True), (2, 1, False)]
)
def test_from_the_second_question_on_one_can_go_back(
    wording: Wording, number: int, read_back: int | None, *, can_go_back: bool
) -> None:
    shown = replace(ASKED, number=number, read_back=read_back)
    view = derive_check_in(CheckInInputs(shown), wording, is_turn_busy=False)
    assert view.can_go_back is can_go_back
    assert not view.can_repeat


@pytest.mark.parametrize(
    ("has_voice", "is_silent", "trouble", "can_repeat"),
    [
        (True, False, "", True),
        (False, False, "", False),
        (True, True, "", False),
        (True, False, "voice.none", False),
    ],
)
def test_it_can_be_said_again_where_lilo_is_heard(
    opened: KioskViewModel, has_voice: bool, is_silent: bool, trouble: str, can_repeat: bool
) -> None:
    opened._check_in_line.show(ASKED)
    voice = replace(opened._state.inputs.preferences.voice, is_silent=is_silent)
    opened._state.change(
        has_voice=has_voice,
        preferences=replace(opened._state.inputs.preferences, voice=voice),
        speaking=Speaking(trouble=trouble),
    )
    assert opened.check_in.field("can_repeat") is can_repeat


@pytest.mark.parametrize("command", ["stop", "skip"])
def test_whoever_stops_is_home_even_where_nothing_can_be_kept(
    asking: KioskViewModel, spawner: QueuedSpawner, check_ins: FakeCheckIns, command: str
) -> None:
    asking.begin_check_in()
    spawner.drain()
    check_ins.answers = [BrokenError("The disk is full.")]
    asking.press_in_check_in(command)
    spawner.drain()
    assert asking.frame.screen == ("home" if command == "stop" else "check_in")
    assert ("Not your fault." in asking.check_in.lines) is (command == "skip")
