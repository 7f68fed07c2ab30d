"""The window commands as systemd or a person at a terminal runs them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.audit import AuditEntry, verify
from storage import Database, DemoKeySource, FacilityKeys, FacilityPaths


def started(facility: Path, *words: str) -> "subprocess.Popen[str]":
    """Start a window, and wait until it has opened the facility and had a moment to settle."""
    with opened(facility) as database:
        before = entries_in(database)
        child = subprocess.Popen(
            [sys.executable, "-m", "app.main", *words, "--facility", str(facility)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3_000):
            if entries_in(database) > before or child.poll() is not None:
                break
            time.sleep(0.2)
    time.sleep(2)
    assert child.poll() is None, "it ended by itself"
    return child


def opened(facility: Path) -> Database:
    paths = FacilityPaths(facility)
    keys = DemoKeySource().keys_for(paths)
    assert isinstance(keys, FacilityKeys)
    return Database.open(paths.database, keys)


def entries_in(database: Database) -> int:
    with database.reading() as unit:
        return unit.audit.count()


def audited(facility: Path) -> list[AuditEntry]:
    paths = FacilityPaths(facility)
    keys = DemoKeySource().keys_for(paths)
    assert isinstance(keys, FacilityKeys)
    with Database.open(paths.database, keys) as database, database.reading() as unit:
        entries = list(unit.audit.entries())
    assert verify(keys.audit, entries).valid
    return entries


@pytest.mark.parametrize("command", ["kiosk", "staff"])
def test_a_window_closes_in_order_when_it_is_told_to_stop(command: str, facility: Path) -> None:
    child = started(facility, command)
    child.send_signal(signal.SIGTERM)
    _, err = child.communicate(timeout=300)
    assert child.returncode == 0, err
    assert audited(facility)


def test_a_kiosk_without_its_resident_says_so_and_stays(facility: Path) -> None:
    child = started(facility, "kiosk", "--resident", "Nobody")
    child.send_signal(signal.SIGTERM)
    _, err = child.communicate(timeout=300)
    assert child.returncode == 2
    assert "“Nobody” is not one resident" in err
