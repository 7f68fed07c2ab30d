"""What the kiosk's unit tests share."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
sys.path.insert(0, str(Path(__file__).parent))

from kiosk_fakes import Bench, FakeChime, FakeSeconds

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
