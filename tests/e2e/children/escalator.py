"""Raises, escalates and acknowledges without end, and says what has been acknowledged to it.

Incident n happens to resident n. One is resolved only while the next is going on, so that an
incident which is begun again after a kill is always still open.
"""

import asyncio
from contextlib import suppress
from functools import partial
from pathlib import Path
from uuid import UUID

from app.alerts import (
    Alert,
    AlertCause,
    AlertDesk,
    AlertError,
    AlertSource,
    Outcome,
    Recipient,
    Route,
    Routes,
    Timekeeper,
)
from app.clock import system_clock
from app.ids import ResidentId, StaffId
from app.runtime import ThreadLane
from app.safety import DangerKind, Level
from storage import Database, FacilityKeys
from tests.fakes.nursery import serve

KEYS = FacilityKeys(b"d" * 32, b"a" * 32)
DANA = StaffId(UUID(int=7))
FELL = AlertCause(AlertSource.WORDS, Level.URGENT, DangerKind.MEDICAL_EMERGENCY, "I fell")
WAY = Route(0.01, ((Recipient.NURSE,), (Recipient.PHYSICIAN,)))
ROUTES = Routes(dict.fromkeys((Level.ELEVATED, Level.URGENT, Level.IMMEDIATE), WAY), 0.02)
ALARMS = 3


async def main(path: Path, incident: int) -> None:
    database, lane = Database.open(path, KEYS), ThreadLane("database")
    desk = AlertDesk(database.unit, lane, system_clock, routes=ROUTES)
    changed = asyncio.Event()
    desk.on_change(changed.set)
    keeper = Timekeeper(desk, database.reading, lane, ROUTES, system_clock)
    keeping = asyncio.create_task(keeper.run())

    def open_alerts(number: int) -> list[Alert]:
        with database.reading() as unit:
            return list(unit.alerts.open_alerts(ResidentId(UUID(int=number))))

    while not keeping.done():
        alert = await desk.raise_alert(ResidentId(UUID(int=incident)), FELL)
        print(f"raised {incident} {alert.id}", flush=True)
        await desk.delivered([alert.id], "East")
        while alert.alarms < ALARMS:
            changed.clear()
            (alert,) = await lane.run(partial(open_alerts, incident))
            if alert.alarms < ALARMS:
                await changed.wait()
        print(f"escalated {incident} {alert.id}", flush=True)
        await desk.acknowledge(alert.id, DANA)
        print(f"acknowledged {incident} {alert.id}", flush=True)
        for before in await lane.run(partial(open_alerts, incident - 1)):
            with suppress(AlertError):
                await desk.resolve(before.id, DANA, Outcome.HELPED)
        incident += 1


def escalate(path: str, incident: int) -> None:
    asyncio.run(main(Path(path), incident))


if __name__ == "__main__":
    serve(escalate)
