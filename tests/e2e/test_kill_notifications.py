"""kill -9 at every step of telling somebody: one alert, told at least once, and the chain holds."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.alerts import AlertEventKind
from app.alerts.delivery import LEASE
from app.audit import AuditAction, verify
from storage import Database, DemoKeySource, FacilityKeys, FacilityPaths
from tests.fakes.nursery import Nursery
from tests.integration.outward.servers import WebHook

NOTIFIER = Path(__file__).parent / "children" / "notifier.py"
REPOSITORY = Path(__file__).parents[2]

STEPS = {
    "raised, not committed": 0,
    "raised, committed": 0,
    "looked, committed": 0,
    "claimed, not committed": 0,
    "claimed, committed": 0,
    "not sent": 0,
    "sent": 1,
    "marked, not committed": 1,
    "marked, committed": 1,
}
"""How often the web hook has heard of it when the process dies at the step."""


@pytest.fixture
def hook() -> Iterator[WebHook]:
    hook = WebHook()
    yield hook
    hook.close()


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery(NOTIFIER, {"PYTHONPATH": str(REPOSITORY)})
    yield nursery
    nursery.close()


Notify = Callable[..., int | None]


@pytest.fixture
def notify(nursery: Nursery, facility: Path, hook: WebHook) -> Notify:
    def told(fatal: str, *, later_s: float = 0.0) -> int | None:
        child = nursery.start(str(facility), hook.url, fatal, later_s)
        child.rest()
        return child.code

    return told


@pytest.mark.parametrize("step", STEPS)
def test_whoever_dies_somebody_is_told(
    notify: Notify, facility: Path, hook: WebHook, step: str
) -> None:
    assert notify(step) == -signal.SIGKILL
    assert len(hook.received) == STEPS[step]
    # The next start comes when the claim of the dead one has run out.
    assert notify("none", later_s=LEASE.total_seconds() + 1) == 0
    # At least once; and twice only where nobody could know that it had arrived.
    is_unknown = step in {"sent", "marked, not committed"}
    assert len(hook.received) == (2 if is_unknown else 1)
    assert {received["message"].split(".")[1].strip() for received in hook.received} == {
        "Please look at Lilo"
    }
    paths = FacilityPaths(facility)
    keys = DemoKeySource().keys_for(paths)
    assert isinstance(keys, FacilityKeys)
    with Database.open(paths.database, keys) as database:
        assert database.check() == ()
        with database.reading() as unit:
            (alert,) = unit.alerts.open_alerts()
            kinds = [event.kind for event in unit.alerts.events_of(alert.id)]
            assert kinds == [AlertEventKind.RAISED]
            assert unit.outbox.waiting_count() == 0
            assert unit.outbox.dead(10) == []
            entries = unit.audit.entries()
            assert verify(keys.audit, entries).valid
            actions = [entry.action for entry in entries]
            assert actions.count(AuditAction.ALERT_RAISED) == 1
            assert actions.count(AuditAction.NOTIFICATION_SENT) == 1


def test_a_process_that_nobody_kills_tells_once(notify: Notify, hook: WebHook) -> None:
    assert notify("none") == 0
    assert [received["title"].split(": ")[1] for received in hook.received] == ["immediate"]
