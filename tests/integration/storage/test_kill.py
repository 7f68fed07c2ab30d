"""`kill -9` at any moment, also in the first start: nothing acknowledged is lost."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from numpy.random import default_rng

from app.audit import verify
from storage import Database, FacilityKeys

KEYS = FacilityKeys(b"d" * 32, b"a" * 32)
Kill = Callable[..., list[tuple[str, str, int]]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lilo.db"


@pytest.fixture
def killed_after(child: Callable[..., "subprocess.Popen[str]"], path: Path) -> Iterator[Kill]:
    """Let a process acknowledge so much, kill it a moment later, and return what it acknowledged.

    Counted and not timed: on a busy machine a process may not even have begun after 150 ms.
    """
    nursery = child("crash_writer.py", path)
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    said, ask = nursery.stdout, nursery.stdin
    assert said.readline() == "ready\n"

    def run(seconds: float, records: int = 0) -> list[tuple[str, str, int]]:
        ask.write("another\n")
        ask.flush()
        lines = [said.readline()]
        while not lines[-1].startswith("writer"):  # The writer may be faster than its parent.
            lines.append(said.readline())
        writer = int(lines[-1].split()[1])
        lines += [said.readline() for _ in range(records)]
        time.sleep(seconds)
        os.kill(writer, signal.SIGKILL)
        while lines[-1] != "gone\n":
            lines.append(said.readline())
        acknowledged = [line.split() for line in lines if line.count(" ") == 2]
        return [(message, alert, int(sequence)) for message, alert, sequence in acknowledged]

    yield run
    nursery.kill()


def test_nothing_acknowledged_is_lost_when_killed_fifty_times(
    killed_after: Kill, path: Path
) -> None:
    chance = default_rng(20260314)
    acknowledged: list[tuple[str, str, int]] = []
    for _ in range(50):
        acknowledged += killed_after(chance.uniform(0.0, 0.02), records=int(chance.integers(0, 4)))
        with Database.open(path, KEYS) as database, database.reading() as unit:
            kept = unit.audit.count()
        assert kept >= max((sequence for _, _, sequence in acknowledged), default=0)
    assert len(acknowledged) >= 25
    _verify(path, acknowledged)


def test_a_first_start_that_is_killed_can_be_repeated(killed_after: Kill, path: Path) -> None:
    chance = default_rng(7)
    for _ in range(15):
        for file in path.parent.iterdir():
            file.unlink()
        acknowledged: list[tuple[str, str, int]] = []
        for _ in range(2):
            acknowledged += killed_after(chance.uniform(0.0, 0.06))
        _verify(path, acknowledged)


def _verify(path: Path, acknowledged: list[tuple[str, str, int]]) -> None:
    with Database.open(path, KEYS) as database:
        assert database.check() == ()
        with database.reading() as unit:
            entries = unit.audit.entries()
            alerts = {str(alert.id) for alert in unit.alerts.open_alerts()}
            residents = unit.residents.all()
            messages = {
                str(message.id)
                for resident in residents
                for message in unit.messages.recent(resident.id, 1_000_000)
            }
    assert verify(KEYS.audit, entries).valid
    assert {message for message, _, _ in acknowledged} <= messages
    assert {alert for _, alert, _ in acknowledged} <= alerts
    assert {sequence for _, _, sequence in acknowledged} <= {e.sequence for e in entries}
    # A unit is kept whole: as many of one as of the other.
    assert len(entries) == len(alerts) == len(messages)
