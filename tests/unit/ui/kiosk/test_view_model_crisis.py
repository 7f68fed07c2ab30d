import pytest
from kiosk_fakes import DANA, Bench, crisis_opened, done, heard, run, spoken, status

from app.alerts import AlertEventKind, Outcome
from app.ids import AlertId
from app.safety import DangerKind
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
    for asked in range(4):
        assert opened.crisis.question
        opened.choose(asked % 3)
        assert opened.crisis.answers[asked % 3]["is_chosen"]
        spawner.drain()
    assert opened.crisis.question == ""
    assert opened.crisis.answers == []
    assert opened.crisis.lines[-1] == "You do not have to do anything now. I am here."
    assert answers(bench) == [
        "Are you thinking about ending your life? Yes",
        "Do you have a way to do it? No",
        "Do you mean to do it today? I’m not sure",
        "Will you stay here with me until someone comes? Yes",
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
