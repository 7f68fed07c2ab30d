"""A real facility in a temporary folder, and things to keep in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.alerts.alert import AlertCause, AlertEvent, AlertEventKind, AlertSource, Outcome
from app.conversation.history import Message, Speaker
from app.identity.residents import FamilyMember, Resident, RiskFactor, RiskKind
from app.ids import AlertEventId, AlertId, MessageId, ResidentId, TurnId, new_uuid
from app.safety import DangerKind, Level
from storage import Database, FacilityKeys, FacilityPaths

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]
NOON = datetime(2026, 3, 14, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def paths(tmp_path: Path) -> FacilityPaths:
    paths = FacilityPaths(tmp_path / "facility")
    paths.prepare()
    return paths


@pytest.fixture
def keys(empty_database: tuple[Path, FacilityKeys]) -> FacilityKeys:
    return empty_database[1]


@pytest.fixture
def database(
    paths: FacilityPaths, keys: FacilityKeys, empty_database: tuple[Path, FacilityKeys]
) -> Iterator[Database]:
    for file in empty_database[0].iterdir():
        shutil.copy2(file, paths.database.parent)
    with Database.open(paths.database, keys) as database:
        yield database


@pytest.fixture
def resident() -> Resident:
    return Resident(
        id=ResidentId(new_uuid()),
        given_name="Eleanor",
        family_name="Whitcombe",
        preferred_name="Nell",
        room="12",
        wing="East",
        born=date(1938, 5, 2),
        language="en-GB",
        background="Taught at a village school — forty years.",
        family=(FamilyMember("Carol", "daughter", "your daughter Carol"),),
        risk_factors=(RiskFactor(RiskKind.RECENT_LOSS, "Husband, in January"),),
    )


@pytest.fixture
def home(database: Database, resident: Resident) -> Database:
    """The database with the resident in it."""
    with database.unit() as unit:
        unit.residents.add(resident)
    return database


@pytest.fixture
def message_from() -> Callable[..., Message]:
    def make(
        resident: Resident,
        text: str = "I miss the garden.",
        *,
        speaker: Speaker = Speaker.RESIDENT,
        minutes: float = 0,
    ) -> Message:
        return Message(
            id=MessageId(new_uuid()),
            turn_id=TurnId(new_uuid()),
            resident_id=resident.id,
            speaker=speaker,
            text=text,
            at=NOON + timedelta(minutes=minutes),
        )

    return make


class AlertScript:
    """Makes the events of one alert, a minute apart."""

    def __init__(self, resident_id: ResidentId, *, start: datetime = NOON) -> None:
        self.id = AlertId(new_uuid())
        self._resident_id = resident_id
        self._now = start

    def raised(self, level: Level = Level.URGENT, words: str = "My chest hurts.") -> AlertEvent:
        return self._event(AlertEventKind.RAISED, cause=_cause(level, words))

    def repeated(self, level: Level) -> AlertEvent:
        return self._event(AlertEventKind.REPEATED, cause=_cause(level, "It hurts more."))

    def answered(self, note: str) -> AlertEvent:
        return self._event(AlertEventKind.ANSWERED, note=note)

    def acknowledged(self) -> AlertEvent:
        return self._event(AlertEventKind.ACKNOWLEDGED)

    def resolved(self) -> AlertEvent:
        return self._event(AlertEventKind.RESOLVED, outcome=Outcome.HELPED, note="Sat with her.")

    def _event(
        self,
        kind: AlertEventKind,
        *,
        cause: AlertCause | None = None,
        outcome: Outcome | None = None,
        note: str = "",
    ) -> AlertEvent:
        self._now += timedelta(minutes=1)
        return AlertEvent(
            AlertEventId(new_uuid()),
            self.id,
            self._resident_id,
            kind,
            self._now,
            cause,
            None,
            outcome,
            note,
        )


def _cause(level: Level, words: str) -> AlertCause:
    return AlertCause(
        AlertSource.WORDS,
        level,
        DangerKind.MEDICAL_EMERGENCY,
        words,
        ("chest pain", "near: 'pressure on my chest'"),
        0.81,
        MessageId(new_uuid()),
    )


@pytest.fixture
def alert_script() -> type[AlertScript]:
    return AlertScript


@pytest.fixture
def child() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start one of the programs in `children/` as a process of its own."""
    started: list[subprocess.Popen[str]] = []

    def start(
        script: str, *arguments: object, before: tuple[str, ...] = ()
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*before, sys.executable, str(HERE / "children" / script), *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
