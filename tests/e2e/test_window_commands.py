"""The window commands as systemd or a person at a terminal runs them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.audit import verify
from storage import Database, DemoKeySource, FacilityKeys, FacilityPaths


@pytest.mark.parametrize("command", ["kiosk", "staff"])
def test_a_window_closes_in_order_when_it_is_told_to_stop(command: str, facility: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "app.main", command, "--facility", str(facility)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(6)
    assert child.poll() is None
    child.send_signal(signal.SIGTERM)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 0, err
    paths = FacilityPaths(facility)
    keys = DemoKeySource().keys_for(paths)
    assert isinstance(keys, FacilityKeys)
    with Database.open(paths.database, keys) as database, database.reading() as unit:
        verdict = verify(keys.audit, unit.audit.entries())
        actions = [entry.action for entry in unit.audit.entries()]
    assert verdict.valid
    assert "facility.opened" in actions


def test_a_kiosk_without_its_resident_says_so_and_stays(facility: Path) -> None:
    child = subprocess.Popen(
        [
            sys.executable, "-m", "app.main", "kiosk", "--facility", str(facility),
            "--resident", "Nobody",
        ],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    time.sleep(6)
    assert child.poll() is None
    child.send_signal(signal.SIGTERM)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 2
    assert "“Nobody” is not one resident" in err
