"""What the staff window's tests share."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

from staff_house import CountingChime, Desk, House, build_house

from app.bootstrap import Lilo, open_facility
from app.identity import Resident
from tests.fakes.demo_copies import demo_copy
from ui.handing_over import staff_services
from ui.shared.spawner import QueuedSpawner
from ui.staff.window import StaffWindow


@pytest.fixture
def house(tmp_path: Path) -> House:
    return build_house(tmp_path)


@pytest.fixture
def chime() -> CountingChime:
    return CountingChime()


@pytest.fixture
def spawner() -> Iterator[QueuedSpawner]:
    made = QueuedSpawner()
    yield made
    made.close()


@pytest.fixture
def desk(
    qtbot: QtBot, house: House, chime: CountingChime, spawner: QueuedSpawner
) -> Iterator[Desk]:
    """The window of Willow House, shown, with nobody signed in."""
    window = StaffWindow(house.services, spawner, chime, journal=house.journal)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    made = Desk(house, window, spawner)
    made.settle()
    yield made
    window.close()
    made.settle()


@pytest.fixture
def who(house: House) -> dict[str, Resident]:
    """Residents by given name."""
    return {r.given_name: r for r in house.residents_by_id.values()}


@pytest.fixture(scope="module")
def lilo(models_once: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lilo]:
    """A real facility, one for each module."""
    made = open_facility(demo_copy(tmp_path_factory.mktemp("house") / "facility"))
    yield made
    made.close()


@pytest.fixture
def at_work(
    qtbot: QtBot, house: House, lilo: Lilo, chime: CountingChime, spawner: QueuedSpawner
) -> Iterator[Desk]:
    """The window of the real facility, with nobody signed in."""
    window = StaffWindow(staff_services(lilo), spawner, chime)
    qtbot.addWidget(window)
    window.show()
    desk = Desk(house, window, spawner)
    desk.settle()
    yield desk
    window.close()
    desk.settle()
