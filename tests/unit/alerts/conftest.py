"""A desk on a real database, with the clock in our hands."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.alerts import Alert, AlertDesk, CallJournal
from app.audit import AuditEntry
from app.runtime import ThreadLane
from storage import Database
from tests.fakes.clock import FakeClock
from tests.fakes.routes import ROUTES


@pytest.fixture
def desk(database: Database, lane: ThreadLane, clock: FakeClock) -> AlertDesk:
    return AlertDesk(database.unit, lane, clock, routes=ROUTES)


@pytest.fixture
def journal(tmp_path: Path) -> CallJournal:
    return CallJournal(tmp_path / "journal" / "calls.jsonl")


@pytest.fixture
def open_alerts(database: Database) -> Callable[[], list[Alert]]:
    """Read the open alerts as they are stored."""

    def read() -> list[Alert]:
        with database.reading() as unit:
            return list(unit.alerts.open_alerts())

    return read


@pytest.fixture
def audited(database: Database) -> Callable[[], list[AuditEntry]]:
    """Read the audit log as it is stored."""

    def read() -> list[AuditEntry]:
        with database.reading() as unit:
            return list(unit.audit.entries())

    return read
