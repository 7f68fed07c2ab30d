"""A call that did not reach the board is tried again, and followed as soon as it is there."""

import pytest
from kiosk_fakes import DANA, Bench, BrokenJournal, FakeChime, run, status

from app.alerts import replay
from app.ids import AlertId, new_uuid
from app.safety import Level
from ui.kiosk.view_model import TICKS_BETWEEN_READINGS, KioskViewModel
from ui.shared.spawner import QueuedSpawner


def tick(model: KioskViewModel, spawner: QueuedSpawner) -> None:
    for _ in range(TICKS_BETWEEN_READINGS):
        model.tick()
    spawner.drain()


async def follow(bench: Bench) -> None:
    bench.button.replayed(await replay(bench.journal, bench.desk))


def test_a_kept_call_that_is_replayed_is_followed_and_rings_no_more(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    bench.lane.is_broken = True
    opened.call_nurse()
    spawner.drain()
    assert opened.status.can_hush
    bench.lane.is_broken = False
    run(spawner, follow(bench))
    assert status(opened) == ("waiting", "The nurses have been called.")
    assert not opened.status.can_hush
    run(spawner, bench.desk.acknowledge(bench.last_alert, DANA.id))
    assert status(opened)[1] == "The nurses have been called. Dana is coming."


def test_a_call_of_this_device_alone_reaches_the_board_when_the_database_is_back(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, chime: FakeChime
) -> None:
    bench.lane.is_broken = True
    bench.button.journal = BrokenJournal(bench.folder / "none")
    opened.call_nurse()
    spawner.drain()
    rung = len(chime.rung)
    for _ in range(4):
        tick(opened, spawner)
    assert status(opened)[0] == "untold"
    assert len(chime.rung) == rung
    bench.lane.is_broken = False
    tick(opened, spawner)
    assert status(opened) == ("waiting", "The nurses have been called.")
    (event,) = bench.memory.events
    assert event.cause is not None
    assert event.cause.level is Level.URGENT
    tick(opened, spawner)
    assert len(bench.memory.events) == 1


@pytest.mark.parametrize("is_hushed", [True, False])
def test_a_disk_that_is_back_keeps_the_call_and_does_not_ring_who_hushed_it(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner, *, is_hushed: bool
) -> None:
    bench.lane.is_broken = True
    bench.button.journal = BrokenJournal(bench.folder / "none")
    opened.call_nurse()
    spawner.drain()
    if is_hushed:
        opened.hush()
    bench.button.journal = bench.journal
    tick(opened, spawner)
    tick(opened, spawner)
    assert "kept for the nurses" in status(opened)[1]
    assert opened.status.can_hush is not is_hushed
    assert len(bench.journal.calls()) == 1


def test_what_is_replayed_for_a_call_that_was_not_made_here_shows_nothing(
    opened: KioskViewModel, bench: Bench
) -> None:
    bench.button.replayed({bench.resident.id: AlertId(new_uuid())})
    assert status(opened) == ("none", "")
