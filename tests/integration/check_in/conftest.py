"""A check-in desk on a real encrypted database: one for all tests, a resident for each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.alerts import Alert, AlertDesk, CallButton, CallJournal
from app.check_in import CheckInDesk, ScoreBook, load_escalation
from app.check_in.agenda import CheckInRules
from app.check_in.telling import StaffTeller
from app.clinical import ScaleId, Score
from app.clinical.administration import Administration, AdministrationEvent, administrations_from
from app.clinical.scale_files import SHARED, load_scales, load_speech
from app.identity import Credential, Resident, StaffMember
from app.ids import ResidentId, new_uuid
from app.runtime import ThreadLane
from storage import Database, FacilityKeys
from tests.fakes.clock import FakeClock
from tests.fakes.routes import ROUTES

ZONE = ZoneInfo("America/New_York")


@pytest.fixture(scope="session")
def rules(resources: Path) -> CheckInRules:
    folder = resources / "scales"
    scales = load_scales(folder)
    return CheckInRules(
        scales,
        load_speech(folder / SHARED / "speech.yaml"),
        load_escalation(folder / SHARED / "escalation.yaml", scales),
        {ScaleId.PHQ2: 30, ScaleId.UCLA3: 90},
        timedelta(days=7),
        timedelta(days=3),
        ScaleId.PHQ2,
    )


@dataclass
class Bench:
    """The desk, and hands to look behind it."""

    desk: CheckInDesk
    book: ScoreBook
    database: Database
    alerts: AlertDesk
    journal: CallJournal
    clock: FakeClock
    resident: Resident
    nurse: StaffMember
    make: Callable[..., CheckInDesk]

    @property
    def who(self) -> ResidentId:
        return self.resident.id

    def events(self) -> list[AdministrationEvent]:
        with self.database.reading() as unit:
            return list(unit.administrations.of(self.who))

    def taken(self) -> dict[str, Administration]:
        return {one.scale: one for one in administrations_from(self.events())}

    def scores(self) -> list[Score]:
        with self.database.reading() as unit:
            return list(unit.scores.of(self.who))

    def open_alerts(self) -> list[Alert]:
        with self.database.reading() as unit:
            return list(unit.alerts.open_alerts(self.who))


@pytest.fixture(scope="module")
def shared_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("check-in")
    with Database.open(folder / "lilo.db", FacilityKeys.random()) as database:
        yield database


@pytest.fixture
def bench(
    shared_database: Database,
    rules: CheckInRules,
    lane: ThreadLane,
    clock: FakeClock,
    resident: Resident,
    nurse: StaffMember,
    tmp_path: Path,
) -> Bench:
    database = shared_database
    nurse = replace(nurse, login=f"dana{new_uuid().hex[-12:]}")
    with database.unit() as unit:
        unit.residents.add(resident)
        unit.staff.add(nurse, Credential(nurse.id, "no passphrase opens this"))
    journal = CallJournal(tmp_path / "calls.jsonl")
    alerts = AlertDesk(database.unit, lane, clock, routes=ROUTES)
    button = CallButton("12", journal, clock, alerts, patience_s=0.5)

    def make(**changes: object) -> CheckInDesk:
        desk = CheckInDesk(
            rules,
            database.unit,
            database.reading,
            lane,
            clock,
            StaffTeller(alerts, button),
            ZONE,
        )
        for name, value in changes.items():
            setattr(desk, name, value)
        return desk

    book = ScoreBook(rules.scales, database.unit, database.reading, lane, clock, ZONE)
    return Bench(make(), book, database, alerts, journal, clock, resident, nurse, make)
