"""A kiosk that has started itself anew goes on where it was, and only for who was there."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from kiosk_fakes import (
    DANA,
    MARGARET,
    Bench,
    FakeChime,
    FakeSeconds,
    crisis_opened,
    done,
    heard,
    run,
)
from presence_stand import ARTHUR

from app.alerts import AlertCause, AlertSource, Outcome
from app.presence import QuietRules
from app.safety import DangerKind, Level
from ui.kiosk.services import KioskServices, SharedServices
from ui.kiosk.view_model import TICKS_BETWEEN_READINGS, KioskViewModel
from ui.kiosk.wording import Wording
from ui.shared.spawner import QueuedSpawner

Start = Callable[..., KioskViewModel]


@pytest.fixture
def start(qapp: object, bench: Bench, wording: Wording, spawner: QueuedSpawner) -> Iterator[Start]:
    """Start a kiosk; the one before has crashed."""
    models: list[KioskViewModel] = []

    def starts(room: str = "12", services: KioskServices | None = None) -> KioskViewModel:
        for model in models:
            model.close()
        basics = replace(bench.basics, room=room, quiet=QuietRules(300, 60))
        seconds = FakeSeconds(step=0.1)
        model = KioskViewModel(basics, wording, spawner, FakeChime(), monotonic=seconds)
        models.append(model)
        model.attach(services or bench.services)
        spawner.drain()
        return model

    yield starts
    for model in models:
        model.close()


def pass_time(model: KioskViewModel, spawner: QueuedSpawner) -> None:
    for _ in range(TICKS_BETWEEN_READINGS):
        model.tick()
        spawner.drain()


def write(model: KioskViewModel, spawner: QueuedSpawner) -> None:
    model.start_talking()
    model.keep_draft("I wanted to say")
    pass_time(model, spawner)


def test_the_screen_and_the_draft_are_there_again(start: Start, spawner: QueuedSpawner) -> None:
    write(start(), spawner)
    again = start()
    assert (again.frame.screen, again.talk.draft) == ("talk", "I wanted to say")
    assert again.talk.is_writing


@pytest.mark.parametrize("way", ["show_today", "show_more"])
def test_other_screens_are_gone_on_with(start: Start, spawner: QueuedSpawner, way: str) -> None:
    before = start()
    getattr(before, way)()
    pass_time(before, spawner)
    again = start()
    assert again.frame.screen == before.frame.screen
    again.go_home()
    assert again.frame.screen == "home"


def test_home_with_nothing_written_leaves_nothing(
    start: Start, spawner: QueuedSpawner, bench: Bench
) -> None:
    model = start()
    write(model, spawner)
    assert MARGARET.id in bench.memory.places.kept
    model.keep_draft("")
    model.go_home()
    pass_time(model, spawner)
    assert bench.memory.places.kept == {}
    assert start().frame.screen == "home"


def test_after_quiet_time_nothing_is_gone_on_with(
    start: Start, spawner: QueuedSpawner, bench: Bench
) -> None:
    write(start(), spawner)
    bench.clock.pass_(seconds=361)
    again = start()
    assert (again.frame.screen, again.talk.draft) == ("home", "")


def test_another_kiosk_and_another_resident_find_nothing(
    start: Start, spawner: QueuedSpawner, bench: Bench
) -> None:
    write(start(), spawner)
    assert start(room="3").frame.screen == "home"
    assert start(services=replace(bench.services, resident=ARTHUR)).talk.draft == ""


def test_who_leaves_a_shared_screen_leaves_nothing(
    start: Start, spawner: QueuedSpawner, bench: Bench
) -> None:
    model = start()
    write(model, spawner)
    model._seat._shared = SharedServices(None, bench.desk, lambda _who: bench.services)  # type: ignore[arg-type]
    model._seat.leave()
    pass_time(model, spawner)
    assert bench.memory.places.kept == {}


def fall(model: KioskViewModel, bench: Bench, spawner: QueuedSpawner) -> None:
    run(spawner, bench.raise_alert())
    words = "I want to end it"
    bench.talk.steps = [heard(words), crisis_opened(bench.last_alert), done()]
    model.start_talking()
    model.keep_draft(words)
    model.send()
    spawner.drain()


def test_an_open_crisis_goes_on_with_the_question_it_stood_at(
    start: Start, spawner: QueuedSpawner, bench: Bench
) -> None:
    model = start()
    fall(model, bench, spawner)
    model.choose(0)
    spawner.drain()
    question = model.crisis.question
    pass_time(model, spawner)
    bench.clock.pass_(hours=5)
    again = start()
    assert (again.frame.screen, again.crisis.question) == ("crisis", question)
    assert again.crisis.lines
    assert again.status.tone == "waiting"
    again.choose(0)
    spawner.drain()
    assert again.crisis.question != question


def test_a_crisis_that_was_never_written_down_is_found_by_its_alert(
    start: Start, spawner: QueuedSpawner, bench: Bench
) -> None:
    run(spawner, bench.raise_alert())
    run(spawner, bench.desk.acknowledge(bench.last_alert, DANA.id))
    again = start()
    assert again.frame.screen == "crisis"
    assert again.crisis.question
    assert again.status.tone == "taken"


def test_words_that_were_being_written_in_a_crisis_are_there_again(
    start: Start, spawner: QueuedSpawner, bench: Bench
) -> None:
    model = start()
    fall(model, bench, spawner)
    model.write_in_crisis()
    model.keep_draft("I have pills")
    pass_time(model, spawner)
    again = start()
    assert (again.frame.screen, again.talk.draft) == ("crisis", "I have pills")


def test_what_staff_have_ended_is_over(start: Start, spawner: QueuedSpawner, bench: Bench) -> None:
    model = start()
    fall(model, bench, spawner)
    pass_time(model, spawner)
    run(spawner, bench.desk.resolve(bench.last_alert, DANA.id, Outcome.HELPED))
    assert start().frame.screen == "home"


@pytest.mark.parametrize(
    "cause",
    [
        AlertCause(AlertSource.CALL_BUTTON, Level.IMMEDIATE),
        AlertCause(AlertSource.WORDS, Level.ELEVATED, DangerKind.SUICIDE, "words"),
    ],
)
def test_other_alerts_are_no_crisis(
    start: Start, spawner: QueuedSpawner, bench: Bench, cause: AlertCause
) -> None:
    run(spawner, bench.desk.raise_alert(MARGARET.id, cause))
    assert start().frame.screen == "home"


def test_a_database_that_fails_costs_nothing_but_the_place(
    start: Start, spawner: QueuedSpawner, bench: Bench
) -> None:
    model = start()
    bench.lane.is_broken = True
    write(model, spawner)
    assert model.talk.draft == "I wanted to say"
    bench.lane.is_broken = False
    pass_time(model, spawner)
    assert start().talk.draft == "I wanted to say"
