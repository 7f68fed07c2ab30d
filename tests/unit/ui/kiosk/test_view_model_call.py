from datetime import UTC

import pytest
from kiosk_fakes import DANA, Bench, BrokenJournal, FakeChime, FakeSeconds, run, status
from PySide6.QtTest import QSignalSpy

from app.alerts import Call, CallButton, Outcome, Reach
from ui.kiosk.view_model import KioskViewModel
from ui.shared.chime import Sound
from ui.shared.spawner import QueuedSpawner


def test_a_press_answers_before_anything_else_is_done(
    opened: KioskViewModel, chime: FakeChime
) -> None:
    opened.call_nurse()
    assert status(opened) == ("waiting", "I am calling the nurses.")
    assert chime.rung == [Sound.MEDIUM]


def test_a_call_on_the_board_is_followed_until_it_is_resolved(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    opened.call_nurse()
    spawner.drain()
    assert status(opened) == ("waiting", "The nurses have been called.")
    run(spawner, bench.desk.acknowledge(bench.last_alert, DANA.id))
    assert status(opened) == ("taken", "The nurses have been called. Dana is coming.")
    run(spawner, bench.desk.resolve(bench.last_alert, DANA.id, Outcome.HELPED))
    assert status(opened) == ("none", "")


def test_what_another_process_acknowledged_is_seen_as_well(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    opened.call_nurse()
    spawner.drain()
    bench.desk._listeners.clear()
    run(spawner, bench.desk.acknowledge(bench.last_alert, DANA.id))
    assert status(opened)[0] == "waiting"
    for _ in range(6):
        opened.tick()
    spawner.drain()
    assert status(opened)[0] == "taken"


def test_a_second_tap_within_700_ms_is_the_same_press(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, seconds: FakeSeconds
) -> None:
    seconds.step = 0.3
    for _ in range(3):
        opened.call_nurse()
    spawner.drain()
    assert len(bench.memory.events) == 1
    seconds.step = 1.0
    opened.call_nurse()
    spawner.drain()
    assert len(bench.memory.events) == 2


def test_before_the_facility_is_open_the_call_is_kept_on_the_device(
    model: KioskViewModel, bench: Bench, spawner: QueuedSpawner, chime: FakeChime
) -> None:
    model.call_nurse()
    spawner.drain()
    ringing = "Your call is ringing on this device and is kept for the nurses."
    assert status(model) == ("waiting", ringing)
    assert [call.room for call in bench.journal.calls()] == ["12"]
    assert bench.journal.calls()[0].at == bench.clock().astimezone(UTC)


def test_a_kept_call_goes_to_the_board_once_there_is_one(
    model: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    model.call_nurse()
    spawner.drain()
    model.attach(bench.services)
    spawner.drain()
    assert status(model) == ("waiting", "The nurses have been called.")
    assert not model.status.can_hush
    run(spawner, bench.desk.acknowledge(bench.last_alert, DANA.id))
    assert status(model)[0] == "taken"


def test_a_failing_desk_leaves_the_journal(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    bench.lane.is_broken = True
    opened.call_nurse()
    spawner.drain()
    assert "kept for the nurses" in status(opened)[1]
    assert len(bench.journal.calls()) == 1


def test_when_nothing_can_be_reached_it_says_so_and_rings(
    model: KioskViewModel, bench: Bench, spawner: QueuedSpawner, chime: FakeChime
) -> None:
    bench.button.journal = BrokenJournal(bench.folder / "none")
    model.call_nurse()
    spawner.drain()
    tone, line = status(model)
    assert tone == "untold"
    assert line == "I could not reach the nurses’ screen. Please ring your bell or call out."
    assert chime.rung == [Sound.MEDIUM, Sound.HIGH]
    assert model.status.can_hush
    model.hush()
    assert not model.status.can_hush
    assert chime.hushed == 1
    assert status(model) == (tone, line)


def test_ringing_is_not_claimed_where_no_sound_can_be_made(
    model: KioskViewModel, spawner: QueuedSpawner, chime: FakeChime
) -> None:
    chime.has_sound = False
    model.call_nurse()
    spawner.drain()
    assert status(model) == ("waiting", "Your call is kept for the nurses.")


def test_a_button_that_breaks_its_promise_is_treated_as_unreachable(
    model: KioskViewModel,
    bench: Bench,
    spawner: QueuedSpawner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def broken(_button: CallButton, _resident: object) -> Call:
        raise RuntimeError("the button itself failed")

    monkeypatch.setattr(CallButton, "press", broken)
    model.call_nurse()
    spawner.drain()
    assert status(model)[0] == "untold"


def test_a_later_failure_does_not_unsay_a_call_on_the_board(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    opened.call_nurse()
    spawner.drain()
    bench.lane.is_broken = True
    opened.call_nurse()
    spawner.drain()
    assert status(opened) == ("waiting", "The nurses have been called.")


def test_a_call_made_for_the_resident_shows_as_well(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    bench.lane.is_broken = True
    run(spawner, bench.button.press(bench.resident.id))
    assert "kept for the nurses" in status(opened)[1]


def test_a_closed_window_hears_nothing_more(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    opened.close()
    run(spawner, bench.button.press(bench.resident.id))
    assert status(opened) == ("none", "")


def test_progress_that_cannot_be_read_leaves_what_was_true(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    opened.call_nurse()
    spawner.drain()
    bench.lane.is_broken = True
    for _ in range(6):
        opened.tick()
    spawner.drain()
    assert status(opened) == ("waiting", "The nurses have been called.")
    bench.lane.is_broken = False
    run(spawner, bench.desk.acknowledge(bench.last_alert, DANA.id))
    assert status(opened)[0] == "taken"


@pytest.mark.parametrize("reach", [Reach.JOURNAL, Reach.DEVICE_ONLY])
def test_the_device_rings_again_and_again_until_hushed(
    model: KioskViewModel,
    bench: Bench,
    spawner: QueuedSpawner,
    chime: FakeChime,
    reach: Reach,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: object,
) -> None:
    monkeypatch.setattr("ui.kiosk.bell._PAUSES_MS", dict.fromkeys(Reach, 5))
    if reach is Reach.DEVICE_ONLY:
        bench.button.journal = BrokenJournal(bench.folder / "none")
    model.call_nurse()
    spawner.drain()
    qtbot.waitUntil(lambda: len(chime.rung) > 4, timeout=60_000)  # type: ignore[attr-defined]
    model.hush()
    count = len(chime.rung)
    qtbot.wait(30)  # type: ignore[attr-defined]
    assert len(chime.rung) == count


def test_only_what_changed_is_announced(opened: KioskViewModel, bench: Bench) -> None:
    clock, date, greeting = (
        QSignalSpy(signal)
        for signal in (
            opened.day.clock_changed,
            opened.day.date_changed,
            opened.day.greeting_changed,
        )
    )
    opened.tick()
    assert clock.count() == 0
    bench.clock.pass_(minutes=1)
    opened.tick()
    opened.tick()
    assert (clock.count(), date.count(), greeting.count()) == (1, 0, 0)
    bench.clock.pass_(hours=3)
    opened.tick()
    assert (clock.count(), date.count(), greeting.count()) == (2, 1, 1)
