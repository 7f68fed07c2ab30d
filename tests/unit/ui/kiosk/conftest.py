"""What the kiosk's unit tests share."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
sys.path.insert(0, str(Path(__file__).parent))

from kiosk_fakes import AFTERNOON, MARGARET, Bench, FakeChime, FakeSeconds
from listening_house import House, opened_house
from presence_stand import ScriptedDoors, ScriptedReminders, Stand

from app.presence import QuietRules
from ui.kiosk.services import SharedServices
from ui.kiosk.view_model import KioskViewModel
from ui.kiosk.wording import Wording, load_wording
from ui.shared.spawner import QueuedSpawner


@pytest.fixture(scope="session")
def wording() -> Wording:
    return load_wording()


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def chime() -> FakeChime:
    return FakeChime()


@pytest.fixture
def seconds() -> FakeSeconds:
    return FakeSeconds()


@pytest.fixture
def spawner() -> Iterator[QueuedSpawner]:
    queued = QueuedSpawner()
    yield queued
    queued.close()


@pytest.fixture
def model(
    qapp: object,
    bench: Bench,
    wording: Wording,
    spawner: QueuedSpawner,
    chime: FakeChime,
    seconds: FakeSeconds,
) -> Iterator[KioskViewModel]:
    """A view model before the facility is open."""
    view_model = KioskViewModel(bench.basics, wording, spawner, chime, monotonic=seconds)
    yield view_model
    view_model.close()


@pytest.fixture
def opened(model: KioskViewModel, bench: Bench, spawner: QueuedSpawner) -> KioskViewModel:
    """A view model with everything behind it."""
    model.attach(bench.services)
    spawner.drain()
    return model


@pytest.fixture
def stand(qapp: object, tmp_path: Path) -> Iterator[Stand]:
    bench = Bench(tmp_path)
    bench.clock.now = AFTERNOON
    bench.plan("Tea", time(16))
    spawner, chime, seconds = QueuedSpawner(), FakeChime(), FakeSeconds(step=0.0)
    basics = replace(bench.basics, quiet=QuietRules(300, 60))
    model = KioskViewModel(basics, load_wording(), spawner, chime, monotonic=seconds)
    stand = Stand(bench, model, spawner, chime, seconds, ScriptedReminders(), ScriptedDoors())
    yield stand
    model.close()
    spawner.close()


@pytest.fixture
def room(stand: Stand) -> Stand:
    stand.model.attach(stand.services_of(MARGARET))
    stand.spawner.drain()
    return stand


@pytest.fixture
def shared(stand: Stand) -> Stand:
    stand.model.attach_shared(SharedServices(stand.doors, stand.bench.desk, stand.services_of))
    stand.spawner.drain()
    return stand


@pytest.fixture
def house(qapp: object, bench: Bench, spawner: QueuedSpawner, chime: FakeChime) -> Iterator[House]:
    yield from opened_house(bench, spawner, chime)
