"""Two screens take the same alert in the same instant: one has it, and both see who."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.alerts import Alert, AlertCause, AlertDesk, AlertSource, AlertStatus, Outcome
from app.identity import Credential, Resident, Role, StaffMember
from app.ids import ResidentId, StaffId, new_uuid
from app.runtime import ThreadLane
from app.safety import Level
from storage import Database, FacilityKeys, UnitOfWork
from tests.fakes.clock import FakeClock
from tests.fakes.routes import ROUTES

ROUNDS = 8
PATIENCE_S = 60.0


class Screen:
    """One program at one screen: its own connections, its own thread for them."""

    def __init__(self, path: Path, keys: FacilityKeys, start: threading.Barrier) -> None:
        self.database = Database.open(path, keys)
        self.lane = ThreadLane("database")
        self._start = start
        self.is_racing = False
        self.desk = AlertDesk(self._unit, self.lane, FakeClock(), routes=ROUTES)

    @contextmanager
    def _unit(self) -> Iterator[UnitOfWork]:
        if self.is_racing:
            self.is_racing = False
            self._start.wait(PATIENCE_S)
        with self.database.unit() as unit:
            yield unit

    def take(self, alert: Alert, who: StaffMember) -> Alert:
        self.is_racing = True
        return asyncio.run(self.desk.acknowledge(alert.id, who.id))

    def close(self) -> None:
        self.lane.close()
        self.database.close()


@pytest.fixture
def screens(tmp_path: Path) -> Iterator[tuple[Screen, Screen]]:
    start, keys = threading.Barrier(2), FacilityKeys.random()
    made = [Screen(tmp_path / "lilo.db", keys, start) for _ in range(2)]
    yield made[0], made[1]
    for screen in made:
        screen.close()


def member(name: str) -> StaffMember:
    return StaffMember(StaffId(new_uuid()), name.lower(), name, "Person", Role.NURSE)


def test_one_has_it_and_both_see_who(screens: tuple[Screen, Screen]) -> None:
    nurses = member("Dana"), member("Rosa")
    june = Resident(ResidentId(new_uuid()), "June", "Okafor", "June", "9", "Garden")
    with screens[0].database.unit() as unit:
        unit.residents.add(june)
        for nurse in nurses:
            unit.staff.add(nurse, Credential(nurse.id, "no passphrase opens this"))
    cause = AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)
    with ThreadPoolExecutor(2) as pool:
        for _ in range(ROUNDS):
            alert = asyncio.run(screens[0].desk.raise_alert(june.id, cause))
            takes = [
                pool.submit(screen.take, alert, nurse)
                for screen, nurse in zip(screens, nurses, strict=True)
            ]
            seen = [take.result(PATIENCE_S) for take in takes]
            owner = seen[0].acknowledged_by
            assert owner in {nurse.id for nurse in nurses}
            assert {one.acknowledged_by for one in seen} == {owner}
            for screen in screens:
                with screen.database.reading() as unit:
                    (kept,) = unit.alerts.open_alerts()
                    taken = [e for e in unit.audit.entries() if e.action == "alert.acknowledged"]
                assert (kept.status, kept.acknowledged_by) == (AlertStatus.ACKNOWLEDGED, owner)
                assert taken[-1].actor == str(owner)
                assert len([e for e in taken if e.details["alert"] == str(alert.id)]) == 1
            asyncio.run(screens[0].desk.resolve(alert.id, owner, Outcome.HELPED))
