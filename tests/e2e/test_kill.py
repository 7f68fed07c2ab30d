"""kill -9 in the middle of turns: what was acknowledged is there, and the chain holds."""

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.audit import verify
from app.ids import AlertId
from storage import Database, DemoKeySource, FacilityKeys, FacilityPaths
from tests.fakes.nursery import Nursery

TALKER = Path(__file__).parent / "children" / "talker.py"
KILLS = int(os.environ.get("LILO_TEST_KILLS", "5"))
"""`lilo bench kills` does it as often as is wished; docs/security.md says what that gave."""


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    nursery = Nursery(TALKER)
    yield nursery
    nursery.close()


def acknowledged_until_killed(
    nursery: Nursery, root: Path, count: int, after_s: float
) -> list[str]:
    child = nursery.start(str(root))
    lines = [child.line() for _ in range(1 + count)]
    time.sleep(after_s)
    child.kill()
    return lines + child.rest()


def test_nothing_acknowledged_is_lost(facility: Path, nursery: Nursery) -> None:
    chance = random.Random(20261120)
    lines: list[str] = []
    for _ in range(KILLS):
        lines += acknowledged_until_killed(
            nursery, facility, chance.randint(0, 12), chance.uniform(0.0, 0.05)
        )
    messages = {UUID(line.split()[1]) for line in lines if line.startswith("message")}
    alerts = {UUID(line.split()[1]) for line in lines if line.startswith("alert")}
    assert len(messages) > KILLS
    assert alerts
    paths = FacilityPaths(facility)
    keys = DemoKeySource().keys_for(paths)
    assert isinstance(keys, FacilityKeys)
    with Database.open(paths.database, keys) as database:
        assert database.check() == ()
        with database.reading() as unit:
            kept = {m.id for r in unit.residents.all() for m in unit.messages.recent(r.id, 100_000)}
            assert messages <= kept
            for alert_id in alerts:
                assert unit.alerts.events_of(AlertId(alert_id))
            assert verify(keys.audit, unit.audit.entries()).valid
