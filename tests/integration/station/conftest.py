"""One open demo facility with somebody of each role; making it takes seconds, so once only."""

from collections.abc import Iterator

import pytest

from app.bootstrap import open_facility
from app.demo.facility import make_demo_facility
from tests.fakes.clock import FakeClock
from tests.fakes.station_house import StationHouse


@pytest.fixture(scope="session")
def house(models_once: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StationHouse]:
    clock = FakeClock()
    basics = make_demo_facility(tmp_path_factory.mktemp("house") / "facility", clock)
    lilo = open_facility(basics)
    yield StationHouse(lilo, clock)
    lilo.close()
