"""kill -9 while alerts are raised, escalated and acknowledged: one alert each, none silent."""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from app.alerts import Alert, AlertDesk, AlertEventKind, Timekeeper, alert_from
from app.audit import verify
from app.clock import system_clock
from app.ids import AlertId, ResidentId
from app.runtime import ThreadLane
from storage import Database, FacilityKeys
from tests.fakes.clock import FakeClock
from tests.fakes.nursery import Nursery
from tests.fakes.routes import ROUTES

ESCALATOR = Path(__file__).parent / "children" / "escalator.py"
KEYS = FacilityKeys(b"d" * 32, b"a" * 32)
KILLS = int(os.environ.get("LILO_TEST_KILLS", "10"))


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    nursery = Nursery(ESCALATOR)
    yield nursery
    nursery.close()


def said_until_killed(
    nursery: Nursery, path: Path, incident: int, count: int, after_s: float
) -> list[str]:
    child = nursery.start(str(path), incident)
    lines = [child.line() for _ in range(1 + count)]
    assert lines[0], "the escalator never raised anything"
    time.sleep(after_s)
    child.kill()
    lines += child.rest()
    assert child.code == -signal.SIGKILL, "it ended by itself"
    return lines


def kept(database: Database) -> dict[AlertId, list[AlertEventKind]]:
    with database.reading() as unit:
        ids = {alert.id for alert in unit.alerts.open_alerts()}
        ids |= {a.id for a in unit.alerts.resolved_since(system_clock() - timedelta(days=1))}
        return {one: [event.kind for event in unit.alerts.events_of(one)] for one in ids}


async def sounded_at_the_next_start(database: Database, clock: FakeClock) -> list[Alert]:
    lane = ThreadLane("database")
    desk = AlertDesk(database.unit, lane, clock, routes=ROUTES)

    async def stop_instead(_woken: asyncio.Event, _at_most_s: float) -> None:
        keeper.stop()

    keeper = Timekeeper(desk, database.reading, lane, ROUTES, clock, pause=stop_instead)
    await keeper.run()
    lane.close()
    with database.reading() as unit:
        return list(unit.alerts.open_alerts())


def test_each_incident_is_one_alert_and_none_falls_silent(tmp_path: Path, nursery: Nursery) -> None:
    chance = random.Random(20261121)
    path, incident, lines = tmp_path / "lilo.db", 1, list[str]()
    for _ in range(KILLS):
        lines += said_until_killed(
            nursery, path, incident, chance.randint(0, 5), chance.uniform(0.0, 0.05)
        )
        incident = int(lines[-1].split()[1])
    alerts_of: dict[int, set[UUID]] = {}
    for line in lines:
        _, number, alert_id = line.split()
        alerts_of.setdefault(int(number), set()).add(UUID(alert_id))
    with Database.open(path, KEYS) as database:
        assert database.check() == ()
        events = kept(database)
        with database.reading() as unit:
            entries = unit.audit.entries()
            folded = {one: alert_from(unit.alerts.events_of(one)) for one in events}
            still_open = unit.alerts.open_alerts()
        assert verify(KEYS.audit, entries).valid

        # One alert for each incident, and none for anything else but the one begun last.
        assert sorted(alerts_of) == list(range(1, incident + 1))
        assert all(len(ids) == 1 for ids in alerts_of.values())
        residents = [alert.resident_id for alert in folded.values()]
        assert len(set(residents)) == len(residents)
        unsaid = set(residents) - {ResidentId(UUID(int=number)) for number in alerts_of}
        assert unsaid <= {ResidentId(UUID(int=incident + 1))}

        # Whatever was said to have happened did, and each event has its entry.
        for line in lines:
            kind, _, alert_id = line.split()
            assert AlertEventKind(kind) in events[AlertId(UUID(alert_id))]
        actions = Counter(entry.action for entry in entries)
        happened = Counter(f"alert.{kind}" for kinds in events.values() for kind in kinds)
        assert actions == happened
        assert all(kinds.count(AlertEventKind.RAISED) == 1 for kinds in events.values())
        assert incident > 1
        assert happened["alert.re_raised"]

        # What fell due while nothing ran sounds at the next start, each once.
        assert still_open
        later = FakeClock(system_clock() + timedelta(hours=1))
        before = {alert.id: alert.alarms for alert in still_open}
        again = asyncio.run(sounded_at_the_next_start(database, later))
        assert {alert.id: alert.alarms - 1 for alert in again} == before
        assert {alert.alarmed_at for alert in again} == {later.now}
