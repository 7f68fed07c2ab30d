"""How late alerts sound again that nobody takes."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from rich.progress import Progress

from app.alerts import (
    AlertCause,
    AlertDesk,
    AlertSource,
    Outcome,
    Recipient,
    Route,
    Routes,
    Timekeeper,
)
from app.bootstrap import Lilo
from app.commands.bench_waiting import in_time
from app.ids import AlertId, StaffId
from app.quality.timing import Figure, figure_of
from app.safety import Level

TARGETS = {"max_ms": 100.0}

_WITHIN = timedelta(seconds=1)
"""Shorter than any facility would have it, so that many fall due while it is measured."""


async def bench_timers(lilo: Lilo, nurse: StaffId, events: int, progress: Progress) -> Figure:
    """Let each resident's call fall due again and again, none at the same time as another.

    The lateness of an event is from when it was due to when it was committed and announced.
    """
    clock, lane = lilo.basics.clock, lilo.runtime.database
    routes = _one_tier()
    desk = AlertDesk(lilo.database.unit, lane, clock, routes=routes)
    ids = await _called(lilo, desk)
    announced: list[datetime] = []
    enough = asyncio.Event()
    task = progress.add_task("Falling due", total=events)

    def heard() -> None:
        announced.append(clock())
        progress.advance(task)
        if len(announced) >= events:
            enough.set()

    desk.on_change(heard)
    keeper = Timekeeper(desk, lilo.database.reading, lane, routes, clock)
    keeping = asyncio.create_task(keeper.run())
    try:
        await in_time(enough.wait(), "an alert that is due", patience_s=60.0 + events)
    finally:
        keeper.stop()
        await keeping
    due = await lane.run(lambda: _due(lilo, ids))
    late = [(at - when).total_seconds() * 1000 for at, when in zip(announced, due, strict=False)]
    for alert_id in ids:
        await lilo.desk.resolve(alert_id, nurse, Outcome.REASSURED)
    return figure_of("lateness of alerts that fall due", late[:events], TARGETS)


async def _called(lilo: Lilo, desk: AlertDesk) -> Sequence[AlertId]:
    """Call for each resident, evenly spread over the time in which the first falls due."""
    ids = []
    cause = AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)
    pause_s = _WITHIN.total_seconds() / (len(lilo.residents) + 2)
    for resident in lilo.residents:
        ids.append((await desk.raise_alert(resident.id, cause)).id)
        await asyncio.sleep(pause_s)
    return ids


def _due(lilo: Lilo, ids: Sequence[AlertId]) -> Sequence[datetime]:
    """Return when each event after the first of its alert was due, in the order they came."""
    came = []
    with lilo.database.reading() as unit:
        for alert_id in ids:
            history = unit.alerts.events_of(alert_id)
            came += [(after.at, before.at + _WITHIN) for before, after in pairwise(history)]
    return [due for _, due in sorted(came)]


def _one_tier() -> Routes:
    route = Route(_WITHIN.total_seconds(), ((Recipient.NURSE,),))
    levels = (Level.ELEVATED, Level.URGENT, Level.IMMEDIATE)
    return Routes(dict.fromkeys(levels, route), resolve_within_s=600.0)
