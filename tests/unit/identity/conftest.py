"""What the identity tests share."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from identity_house import IdentityHouse

from app.runtime import ThreadLane
from storage import Database
from tests.fakes.clock import FakeClock


@pytest.fixture
def staffed(database: Database, lane: ThreadLane, clock: FakeClock) -> IdentityHouse:
    """A house in which somebody of each role works."""
    return IdentityHouse(database, lane, clock)
