"""kill -9 in the middle of turns: what was acknowledged is there, and the chain holds."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

from app.audit import verify
from app.ids import AlertId
from storage import Database, DemoKeySource, FacilityKeys, FacilityPaths

TALKER = Path(__file__).parent / "children" / "talker.py"
KILLS = int(os.environ.get("LILO_TEST_KILLS", "5"))
"""Each takes seconds to start. docs/security.md says what more of them gave."""


def acknowledged_until_killed(root: Path, count: int, after_s: float) -> list[str]:
    child = subprocess.Popen(
        [sys.executable, str(TALKER), str(root)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout
    first = child.stdout.readline()
    assert first, "the talker never said anything"
    rest = "".join(child.stdout.readline() for _ in range(count))
    time.sleep(after_s)
    child.send_signal(signal.SIGKILL)
    rest += child.stdout.read()
    child.stdout.close()
    child.wait()
    # The last line may be torn; only whole ones were acknowledged.
    return [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]


def test_nothing_acknowledged_is_lost(facility: Path) -> None:
    chance = random.Random(20261120)
    lines: list[str] = []
    for _ in range(KILLS):
        lines += acknowledged_until_killed(
            facility, chance.randint(0, 12), chance.uniform(0.0, 0.05)
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
