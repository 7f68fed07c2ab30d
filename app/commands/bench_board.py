"""How long the board takes to open with many alerts in the store."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from time import perf_counter

from rich.progress import Progress

from app.alerts import AlertCause, AlertEvent, AlertEventKind, AlertSource, Outcome
from app.bootstrap import Lilo
from app.commands.bench_waiting import signed_in, until
from app.ids import AlertEventId, AlertId, ResidentId, StaffId, new_uuid
from app.quality.timing import Figure, figure_of
from app.safety import DangerKind, Level
from ui.application import Windows, staff_window
from ui.handing_over import attach_staff
from ui.shared.by_hand import by_hand
from ui.shared.chime import SilentChime
from ui.shared.spawner import TaskSpawner

TARGETS = {"p99_ms": 300.0}

_OPENINGS = 15
_OPEN = 12
"""So many alerts wait; all others are over."""

_LOOKED_S = 0.002
"""How often it is looked: all the time would take the time of what is waited for."""

_SPAN = timedelta(days=90)
_AT_ONCE = 250


async def bench_board(lilo: Lilo, nurse: StaffId, alerts: int, progress: Progress) -> Figure:
    """Open a fresh staff window again and again.

    Counted are reading and showing who waits, before anybody has signed in, and showing the Now
    page; not the signing in, which is slow on purpose.
    """
    await _store(lilo, nurse, alerts, progress)
    task = progress.add_task("Opening the board", total=_OPENINGS)
    times = []
    for _ in range(_OPENINGS):
        times.append(await _opened(lilo))
        progress.advance(task)
    return figure_of(f"board opened on {alerts:,} alerts", times, TARGETS)


async def _opened(lilo: Lilo) -> float:
    windows = Windows(TaskSpawner(), SilentChime())
    window = staff_window(lilo.basics, windows)
    window.show()
    await by_hand(window.grab)
    title = window.windowTitle()
    started = perf_counter()
    attach_staff(window, lilo)
    # The title tells how many wait, as soon as the board was read.
    await until(lambda: window.windowTitle() != title, every_s=_LOOKED_S)
    await by_hand(window.grab)
    read_ms = (perf_counter() - started) * 1000
    await signed_in(window)
    entered = perf_counter()
    await by_hand(window.grab)
    drawn_ms = (perf_counter() - entered) * 1000
    window.close()
    await windows.spawner.close()
    window.deleteLater()
    return read_ms + drawn_ms


async def _store(lilo: Lilo, nurse: StaffId, alerts: int, progress: Progress) -> None:
    task = progress.add_task("Storing alerts", total=alerts)
    people = [resident.id for resident in lilo.residents]
    histories = _histories(people, nurse, alerts, lilo.basics.clock())
    while batch := list(islice(histories, _AT_ONCE)):
        await lilo.runtime.database.run(partial(_keep, lilo, batch), deadline_s=120.0)
        progress.advance(task, len(batch))


def _keep(lilo: Lilo, histories: Sequence[Sequence[AlertEvent]]) -> None:
    with lilo.database.unit() as unit:
        for history in histories:
            for event in history:
                unit.alerts.append(event)


def _histories(
    people: Sequence[ResidentId], nurse: StaffId, alerts: int, now: datetime
) -> Iterator[Sequence[AlertEvent]]:
    """Yield alerts spread evenly over the time until now, oldest first."""
    for number in range(alerts):
        raised = AlertEvent(
            AlertEventId(new_uuid()),
            AlertId(new_uuid()),
            people[number % len(people)],
            AlertEventKind.RAISED,
            now - _SPAN * ((alerts - number) / alerts),
            _cause(number),
        )
        is_open = number >= alerts - _OPEN
        yield [raised] if is_open else [raised, *_ended(raised, nurse)]


def _cause(number: int) -> AlertCause:
    kinds, levels = tuple(DangerKind), (Level.ELEVATED, Level.URGENT, Level.IMMEDIATE)
    words, why = f"Invented words, number {number}.", ("Invented for measuring",)
    level, kind = levels[number % len(levels)], kinds[number % len(kinds)]
    return AlertCause(AlertSource.WORDS, level, kind, words, why, 0.8)


def _ended(raised: AlertEvent, nurse: StaffId) -> Iterator[AlertEvent]:
    taken = replace(raised, cause=None, by=nurse)
    for kind, after, outcome in (
        (AlertEventKind.ACKNOWLEDGED, timedelta(seconds=40), None),
        (AlertEventKind.RESOLVED, timedelta(minutes=5), Outcome.HELPED),
    ):
        yield replace(
            taken,
            id=AlertEventId(new_uuid()),
            kind=kind,
            at=raised.at + after,
            outcome=outcome,
        )
