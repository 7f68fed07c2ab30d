"""Raises one alert and tells a web hook of it, and kills itself at the step it was told.

The steps are those of `STEPS`; with "none" it lives until the outbox is empty.
"""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import resources
from app.alerts import AlertCause, AlertDesk, AlertSource, Recipient
from app.alerts.dispatch import Dispatcher
from app.alerts.message import MessageWriter, load_message_words
from app.alerts.outbox import Outbox
from app.alerts.targets import Target
from app.outward import AppriseChannel
from app.runtime import ThreadLane
from app.safety import DangerKind, Level
from storage import Database, DemoKeySource, FacilityKeys, FacilityPaths, UnitOfWork
from tests.fakes.nursery import serve
from tests.fakes.routes import ROUTES

WORDS = Path(resources.__file__).parent / "i18n" / "en" / "notifications.yaml"
CHOKING = AlertCause(
    AlertSource.WORDS, Level.IMMEDIATE, DangerKind.MEDICAL_EMERGENCY, "I am choking"
)


class Steps:
    """Where the process is; it ends without a word where it was told to."""

    def __init__(self, database: Database, fatal: str) -> None:
        self._database, self._fatal = database, fatal

    def reach(self, step: str) -> None:
        if step == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def unit(self, doing: str) -> Iterator[UnitOfWork]:
        with self._database.unit() as unit:
            yield unit
            self.reach(f"{doing}, not committed")
        self.reach(f"{doing}, committed")

    @contextmanager
    def dispatching(self) -> Iterator[UnitOfWork]:
        with self._database.unit() as unit:
            before = {n.id: n for n in unit.outbox.waiting()}
            yield unit
            after = {n.id: n for n in unit.outbox.waiting()}
            gone = before.keys() - after.keys()
            taken = [n for n in after.values() if before[n.id].attempts < n.attempts]
            doing = "marked" if gone else "claimed" if taken else "looked"
            self.reach(f"{doing}, not committed")
        self.reach(f"{doing}, committed")


class Channel(AppriseChannel):
    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self._steps = steps

    def send(self, url: str, title: str, body: str) -> None:
        self._steps.reach("not sent")
        super().send(url, title, body)
        self._steps.reach("sent")


async def main(root: Path, url: str, fatal: str, later_s: float) -> None:
    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=later_s)

    paths = FacilityPaths(root)
    keys = DemoKeySource().keys_for(paths)
    assert isinstance(keys, FacilityKeys)
    lane = ThreadLane("database")
    with Database.open(paths.database, keys) as database:
        steps = Steps(database, fatal)
        targets = [Target("Duty phone", frozenset({Recipient.NURSE}), url)]
        outbox = Outbox(targets, MessageWriter(load_message_words(WORDS)), clock)
        desk = AlertDesk(
            lambda: steps.unit("raised"), lane, clock, routes=ROUTES, on_alarm=outbox.enqueue
        )
        dispatcher = Dispatcher(targets, Channel(steps), steps.dispatching, lane, clock)
        desk.on_change(dispatcher.announce)
        with database.reading() as unit:
            resident = unit.residents.all()[0]
            is_raised = bool(unit.alerts.open_alerts())
        running = asyncio.create_task(dispatcher.run())
        if not is_raised:
            # Nobody was told that it was kept, so it is said again.
            await desk.raise_alert(resident.id, CHOKING)
        while _waiting(database):  # noqa: ASYNC110 - another process's view of it
            await asyncio.sleep(0.01)
        dispatcher.stop()
        await running
        lane.close()


def _waiting(database: Database) -> int:
    with database.reading() as unit:
        return unit.outbox.waiting_count()


def notify(root: str, url: str, fatal: str, later_s: float) -> None:
    asyncio.run(main(Path(root), url, fatal, later_s))


if __name__ == "__main__":
    # Loaded here, where every child finds it.
    import apprise  # noqa: F401

    serve(notify)
