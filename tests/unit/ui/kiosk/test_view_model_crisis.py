import pytest
from kiosk_fakes import (
    DANA,
    Bench,
    BrokenError,
    FakeSeconds,
    crisis_opened,
    done,
    heard,
    run,
    spoken,
    status,
)

from app.alerts import (
    AlertCause,
    AlertEventKind,
    AlertSource,
    AlertStatus,
    Outcome,
    alert_from,
)
from app.ids import AlertId
from app.safety import DangerKind, Level
from ui.kiosk.crisis_line import UNANSWERED_AFTER_S
from ui.kiosk.view_model import KioskViewModel
from ui.shared.spawner import QueuedSpawner

WORDS = "I want to end it"


@pytest.fixture
def alert_id(opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner) -> AlertId:
    """A crisis that staff were told of."""
    run(spawner, bench.raise_alert())
    open_crisis(opened, bench, spawner, bench.last_alert)
    return bench.last_alert


def open_crisis(
    model: KioskViewModel,
    bench: Bench,
    spawner: QueuedSpawner,
    alert_id: AlertId | None,
    kind: DangerKind = DangerKind.SUICIDE,
) -> None:
    bench.talk.steps = [
        heard(WORDS),
        crisis_opened(alert_id, kind),
        spoken("I have told the nurses."),
        done(),
    ]
    model.start_talking()
    model.keep_draft(WORDS)
    model.send()
    spawner.drain()


def answers(bench: Bench) -> list[str]:
    return [e.note for e in bench.memory.events if e.kind is AlertEventKind.ANSWERED]


def test_the_whole_way_of_a_crisis(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, alert_id: AlertId
) -> None:
    assert opened.frame.screen == "crisis"
    assert status(opened) == ("waiting", "I have told the nurses. I will stay with you.")
    for chosen in (0, 1, 2, 1, 1):
        assert opened.crisis.question
        opened.choose(chosen)
        assert opened.crisis.answers[chosen]["is_chosen"]
        spawner.drain()
    assert opened.crisis.question == ""
    assert opened.crisis.answers == []
    assert opened.crisis.lines[-1] == "Thank you. That is enough."
    assert answers(bench) == [
        "Are you thinking about ending your life? Yes",
        "Do you have a way to do it? No",
        "Do you mean to do it today? I don’t want to say",
        "Have you already done something to hurt yourself? No",
        "Will you stay here with me until someone comes? I’ll try",
    ]
    run(spawner, bench.desk.acknowledge(alert_id, DANA.id))
    assert "Dana has seen this and is coming." in status(opened)[1]
    opened.leave_crisis()
    opened.go_home()
    opened.start_talking()
    assert opened.frame.screen == "crisis"
    run(spawner, bench.desk.resolve(alert_id, DANA.id, Outcome.HELPED))
    assert status(opened) == ("taken", "Dana is looking after this now.")
    assert opened.frame.screen == "crisis"
    opened.leave_crisis()
    assert opened.frame.screen == "home"
    assert status(opened) == ("none", "")
    assert opened.talk.sentences == []


def test_a_second_tap_answers_only_one_question(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, alert_id: AlertId
) -> None:
    opened.choose(0)
    opened.choose(1)
    spawner.drain()
    assert answers(bench) == ["Are you thinking about ending your life? Yes"]


def test_an_answer_that_could_not_be_kept_is_kept_later_and_the_dialogue_goes_on(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, alert_id: AlertId
) -> None:
    bench.lane.is_broken = True
    opened.choose(0)
    spawner.drain()
    assert opened.crisis.question == "Do you have a way to do it?"
    bench.lane.is_broken = False
    opened.choose(1)
    spawner.drain()
    assert answers(bench) == [
        "Are you thinking about ending your life? Yes",
        "Do you have a way to do it? No",
    ]


@pytest.mark.parametrize("index", [-1, 3, 99])
def test_an_answer_that_is_not_there_is_none(
    opened: KioskViewModel, alert_id: AlertId, index: int
) -> None:
    opened.choose(index)
    assert not any(answer["is_chosen"] for answer in opened.crisis.answers)


def test_a_crisis_nobody_could_be_told_of_says_so(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    open_crisis(opened, bench, spawner, None, DangerKind.FIRE_SURROUNDINGS)
    tone, said = status(opened)
    assert tone == "untold"
    assert "Please press Call a nurse" in said
    opened.call_nurse()
    spawner.drain()
    assert status(opened) == ("waiting", "The nurses have been called. I will stay with you.")
    for _ in range(2):
        assert not opened.crisis.can_leave
        opened.choose(0)
        spawner.drain()
    assert opened.crisis.can_leave


def test_trouble_does_not_take_the_place_of_a_crisis(
    opened: KioskViewModel, alert_id: AlertId
) -> None:
    opened.fail("The disk is full.")
    assert opened.frame.screen == "crisis"


def test_trouble_that_came_meanwhile_shows_after_the_crisis(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, alert_id: AlertId
) -> None:
    opened.fail("The disk is full.")
    run(spawner, bench.desk.resolve(alert_id, DANA.id, Outcome.HELPED))
    opened.leave_crisis()
    assert opened.frame.screen == "trouble"


def level(bench: Bench, alert_id: AlertId) -> Level:
    return alert_from(bench.memory.events_of(alert_id)).cause.level


def test_a_grave_answer_raises_the_alert_and_is_waited_for_anew(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    cause = AlertCause(AlertSource.WORDS, Level.URGENT, DangerKind.SUICIDE, WORDS)
    run(spawner, bench.desk.raise_alert(bench.resident.id, cause))
    alert_id = bench.last_alert
    open_crisis(opened, bench, spawner, alert_id)
    run(spawner, bench.desk.acknowledge(alert_id, DANA.id))
    opened.choose(0)
    spawner.drain()
    assert level(bench, alert_id) is Level.URGENT
    opened.choose(0)
    spawner.drain()
    assert level(bench, alert_id) is Level.IMMEDIATE
    assert alert_from(bench.memory.events_of(alert_id)).status is AlertStatus.WAITING


def test_what_could_not_be_kept_is_tried_again_by_itself(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, alert_id: AlertId
) -> None:
    bench.lane.is_broken = True
    opened.choose(0)
    spawner.drain()
    assert answers(bench) == []
    bench.lane.is_broken = False
    opened.tick()
    spawner.drain()
    assert answers(bench) == ["Are you thinking about ending your life? Yes"]


def test_further_words_are_taken_and_answered_on_the_same_screen(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, alert_id: AlertId
) -> None:
    bench.talk.steps = [
        heard("I am so tired"),
        crisis_opened(alert_id, goes_on=True),
        spoken("I hear you."),
        done(),
    ]
    opened.write_in_crisis()
    assert opened.crisis.is_writing
    opened.keep_draft("I am so tired")
    opened.send()
    assert opened.crisis.lines == ["I am reading what you said."]
    spawner.drain()
    assert opened.frame.screen == "crisis"
    assert not opened.crisis.is_writing
    assert opened.crisis.lines == ["I hear you."]
    assert opened.crisis.question == "Are you thinking about ending your life?"
    opened.choose(2)
    spawner.drain()
    assert opened.crisis.lines == ["That is all right. You do not have to say."]


def test_what_is_said_can_turn_the_dialogue_to_first_aid(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, alert_id: AlertId
) -> None:
    flags = ["rule:medical.chest_pain"]
    turned = crisis_opened(alert_id, DangerKind.MEDICAL_EMERGENCY, flags=flags, goes_on=True)
    bench.talk.steps = [heard("My chest"), turned, spoken("Sit down."), done()]
    opened.keep_draft("My chest")
    opened.send()
    spawner.drain()
    assert opened.crisis.question == "Can you breathe?"
    opened.choose(0)
    spawner.drain()
    assert opened.crisis.question == "Do you feel sick, sweaty or faint?"


def test_an_answer_given_while_the_dialogue_turned_is_kept_but_answers_nothing_else(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, alert_id: AlertId
) -> None:
    flags = ["rule:medical.chest_pain"]
    turned = crisis_opened(alert_id, DangerKind.MEDICAL_EMERGENCY, flags=flags, goes_on=True)
    bench.talk.steps = [heard("My chest"), turned, spoken("Sit down."), done()]
    opened.keep_draft("My chest")
    opened.send()
    opened.choose(0)
    spawner.drain()
    assert opened.crisis.question == "Can you breathe?"
    assert not any(answer["is_chosen"] for answer in opened.crisis.answers)
    assert answers(bench) == ["Are you thinking about ending your life? Yes"]


def test_a_written_answer_is_the_answer(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, alert_id: AlertId
) -> None:
    taken = len(bench.talk.taken)
    opened.write_in_crisis()
    opened.keep_draft("Yes I am.")
    opened.send()
    spawner.drain()
    assert opened.crisis.question == "Do you have a way to do it?"
    assert (opened.talk.draft, len(bench.talk.taken)) == ("", taken)


def test_words_that_could_not_be_heard_are_in_the_field_again(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, alert_id: AlertId
) -> None:
    bench.talk.steps = [BrokenError("The disk is full.")]
    opened.write_in_crisis()
    opened.keep_draft("I am so tired")
    opened.send()
    spawner.drain()
    assert (opened.crisis.is_writing, opened.talk.draft) == (True, "I am so tired")
    assert opened.crisis.note == "Not your fault."
    opened.stop_writing()
    assert not opened.crisis.is_writing
    assert opened.talk.draft == "I am so tired"


def test_an_empty_field_is_met_with_patience_in_a_crisis_too(
    opened: KioskViewModel, alert_id: AlertId
) -> None:
    opened.write_in_crisis()
    opened.send()
    assert opened.crisis.ask == "Please write a few words first."


def test_a_crisis_that_stood_before_the_start_goes_on_with_what_is_said(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    run(spawner, bench.raise_alert())
    bench.talk.steps = [
        heard(WORDS),
        crisis_opened(bench.last_alert, goes_on=True),
        spoken("I am here, and I am listening."),
        done(),
    ]
    opened.start_talking()
    opened.keep_draft(WORDS)
    opened.send()
    spawner.drain()
    assert opened.frame.screen == "crisis"
    assert opened.crisis.lines == ["I am here, and I am listening."]


def test_a_crisis_of_another_alert_follows_that_alert(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, alert_id: AlertId
) -> None:
    run(spawner, bench.desk.acknowledge(alert_id, DANA.id))
    assert status(opened)[0] == "taken"
    bench.clock.pass_(minutes=11)
    run(spawner, bench.raise_alert())
    assert bench.last_alert != alert_id
    bench.talk.steps = [
        heard("More"),
        crisis_opened(bench.last_alert, goes_on=True),
        spoken("I hear you."),
        done(),
    ]
    opened.keep_draft("More")
    opened.send()
    spawner.drain()
    assert status(opened)[0] == "waiting"


def test_when_nobody_takes_it_for_a_while_the_screen_says_so_and_takes_it_back(
    opened: KioskViewModel,
    bench: Bench,
    spawner: QueuedSpawner,
    seconds: FakeSeconds,
    alert_id: AlertId,
) -> None:
    opened.tick()
    assert "No nurse has answered yet" not in status(opened)[1]
    seconds.at += UNANSWERED_AFTER_S
    opened.tick()
    assert "No nurse has answered yet. The alarm is still on." in status(opened)[1]
    run(spawner, bench.desk.acknowledge(alert_id, DANA.id))
    opened.tick()
    assert "No nurse has answered yet" not in status(opened)[1]
    assert "Dana has seen this and is coming." in status(opened)[1]


def test_writing_means_nothing_where_there_is_no_crisis(opened: KioskViewModel) -> None:
    opened.write_in_crisis()
    opened.stop_writing()
    opened.leave_crisis()
    assert not opened.crisis.is_writing
    assert opened.frame.screen == "home"
