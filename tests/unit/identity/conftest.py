"""What the identity tests share."""

import pytest

from app.runtime import ThreadLane
from storage import Database
from tests.fakes.clock import FakeClock
from tests.fakes.identity_house import IdentityHouse


@pytest.fixture
def staffed(database: Database, lane: ThreadLane, clock: FakeClock) -> IdentityHouse:
    """A house in which somebody of each role works."""
    return IdentityHouse(database, lane, clock)
