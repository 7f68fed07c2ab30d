"""A day at the kiosk in minutes: what it costs in memory and handles, and whether it freezes."""

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

from PySide6.QtQuick import QQuickItem

from app.alerts import Outcome
from app.bootstrap import Basics, Lilo
from app.commands.awake_kiosk import awake_kiosk
from app.commands.bench_ui import LINES, MOST_MS, GapMeter
from app.commands.bench_waiting import until
from app.demo.clock import SettableClock
from app.demo.facility import KIOSK_RESIDENT
from app.identity import Resident
from app.ids import AlertId, StaffId
from app.quality.process_memory import resident_mb
from app.quality.timing import BenchError, Figure, figure_of
from ui.application import Windows
from ui.demo.photographs import photographs_come
from ui.handing_over import resident_named
from ui.kiosk.inputs import Screen
from ui.kiosk.window import KioskWindow
from ui.shared.by_hand import by_hand
from ui.shared.chime import SilentChime
from ui.shared.spawner import TaskSpawner

MOST_GROWTH_MB = 50.0
"""From the end of the warm-up to the end of the day."""

WARM_UP = 0.2
"""The share of the day in which caches fill."""

_SAMPLES = 100
_CRISIS = "I want to end my life tonight"
_PATIENCE_S = 120.0
_STEP_S = 0.02
_MOMENT_S = 0.7


@dataclass(frozen=True, slots=True)
class Sample:
    """What the process holds at one moment.

    Attributes:
        turn: after how many turns.
        items: of QML, shown or not.
    """

    turn: int
    memory_mb: float
    handles: int
    threads: int
    items: int


@dataclass(slots=True)
class Day:
    """What a day came to."""

    samples: list[Sample] = field(default_factory=list)
    gaps: list[Figure] = field(default_factory=list)

    @property
    def warm(self) -> Sequence[Sample]:
        """Samples after the warm-up."""
        return self.samples[int(len(self.samples) * WARM_UP) :]

    @property
    def growth_mb(self) -> float:
        """How much more memory the last tenth of the day has than the first after the warm-up."""
        few = max(1, len(self.samples) // 10)
        first, last = self.warm[:few], self.warm[-few:]
        return fmean(s.memory_mb for s in last) - fmean(s.memory_mb for s in first)

    def told(self) -> dict[str, object]:
        """Return what is printed."""
        first, last = self.warm[0], self.warm[-1]
        return {
            "turns": last.turn,
            "memory_mb": [round(first.memory_mb, 1), round(last.memory_mb, 1)],
            "growth_mb": round(self.growth_mb, 1),
            "growth_mb_most": MOST_GROWTH_MB,
            "handles": [first.handles, last.handles],
            "threads": [first.threads, last.threads],
            "qml_items": [first.items, last.items],
            "load": [round(load, 1) for load in os.getloadavg()],
        }


async def bench_kiosk(
    basics: Basics,
    clock: SettableClock,
    turns: int,
    every_s: float,
    day: Day,
    on_turn: Callable[[], None],
) -> int:
    """Live through a day of turns on an accelerated clock; return 0.

    Raises:
        BenchError: a turn never ended, or this system does not say what a process holds.
    """
    if sys.platform != "linux":
        raise BenchError("This system does not say what a process holds.", "Measure on Linux.")
    meter, windows = GapMeter(), Windows(TaskSpawner(), SilentChime())
    async with awake_kiosk(basics, windows, _photographs) as (kiosk, lilo):
        with lilo.database.reading() as unit:
            nurse = unit.staff.all()[0].id
        living = Living(kiosk, lilo, resident_named(lilo, KIOSK_RESIDENT), nurse)
        meter.begin()
        for turn in range(turns):
            await living.turn(turn)
            clock.forward(timedelta(seconds=every_s))
            on_turn()
            if turn % max(1, turns // _SAMPLES) == 0 or turn == turns - 1:
                # Counting takes a while itself, which is not the kiosk's.
                meter.end()
                day.samples.append(sample(kiosk, turn + 1))
                meter.begin()
        meter.end()
    day.gaps.append(figure_of("event loop stands still", meter.gaps_ms, {"max_ms": MOST_MS}))
    return 0


@dataclass(frozen=True, slots=True)
class Living:
    """One resident at the kiosk, and a nurse who comes."""

    kiosk: KioskWindow
    lilo: Lilo
    resident: Resident
    nurse: StaffId

    async def turn(self, number: int) -> None:
        """Talk, and now and then do something else."""
        await self._answer_what_is_asked()
        line = LINES[number % len(LINES)]
        await self._say(f"{line}, {number}" if number % 3 == 0 else line)
        if number % 5 == 1:
            await self._look_around()
        if number % 50 == 25:
            self.kiosk.view_model.call_nurse()
            await self._help()
        if number % 200 == 100:
            await self._say(_CRISIS)
            await self._help()

    async def _say(self, words: str) -> None:
        model = self.kiosk.view_model
        for touched in (model.go_home, model.start_talking):
            touched()
            await asyncio.sleep(_STEP_S)
        written = ""
        for word in words.split():
            written = f"{written} {word}".strip()
            model.keep_draft(written)
            await asyncio.sleep(_STEP_S)
        model.send()
        await self._until(lambda: not model.is_busy)
        # Drawn, as on a screen: what is offscreen draws only when it is asked.
        await by_hand(self.kiosk.grab)

    async def _look_around(self) -> None:
        """Go through the day, the album, a quiet moment and the settings."""
        model = self.kiosk.view_model
        steps: tuple[Callable[[], None], ...] = (
            model.show_today,
            lambda: model.visit(Screen.STORIES),
            model.turn_leaf,
            model.turn_leaf,
            lambda: model.visit(Screen.CALM),
            lambda: model.visit(Screen.SETTINGS),
            lambda: model.visit(Screen.SIZE),
            lambda: model.choose_option(0),
            lambda: model.choose_option(1),
            lambda: model.choose_option(0),
            model.go_home,
        )
        for step in steps:
            step()
            await asyncio.sleep(_STEP_S)
            await by_hand(self.kiosk.grab)
        # Whoever has looked around talks a moment later; meanwhile the screens are made ready anew.
        await asyncio.sleep(_MOMENT_S)

    async def _answer_what_is_asked(self) -> None:
        """Answer reminders and questions that lie over the screen, as they come."""
        model = self.kiosk.view_model
        model.tick()
        for _ in range(5):
            if self.kiosk.find("overChoice0") is None:
                return
            asked: Any = model.over  # a property of Qt's, which has no type of its own
            model.answer_over(asked.choices[0]["key"])
            await asyncio.sleep(_STEP_S)

    async def _help(self) -> None:
        """Let the nurse see to every open alert, and go home when that has been shown."""
        desk, model = self.lilo.desk, self.kiosk.view_model
        await self._until(lambda: bool(self._open()))
        for alert_id in self._open():
            await desk.acknowledge(alert_id, self.nurse)
            await desk.resolve(alert_id, self.nurse, Outcome.HELPED)
        if self.kiosk.find("crisisScreen") is not None:
            await self._until(lambda: self.kiosk.find("leaveButton") is not None)
            model.leave_crisis()
        model.go_home()

    def _open(self) -> list[AlertId]:
        with self.lilo.database.reading() as unit:
            return [alert.id for alert in unit.alerts.open_alerts(self.resident.id)]

    async def _until(self, is_so: Callable[[], bool]) -> None:
        await until(is_so, every_s=_STEP_S, patience_s=_PATIENCE_S)


async def _photographs(lilo: Lilo) -> None:
    await photographs_come(lilo, resident_named(lilo, KIOSK_RESIDENT))


def sample(kiosk: KioskWindow, turn: int) -> Sample:
    """Return what this process holds now; Linux only."""
    return Sample(
        turn,
        resident_mb(),
        _count("fd"),
        _count("task"),
        _items(kiosk.root),
    )


def _count(of_process: str) -> int:
    return sum(1 for _ in Path("/proc/self", of_process).iterdir())


def _items(item: QQuickItem) -> int:
    return 1 + sum(_items(child) for child in item.childItems())
