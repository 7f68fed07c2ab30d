"""How long the kiosk's event loop stands still while a conversation runs in its real window."""

import asyncio
import time
from array import array

from PySide6.QtCore import QObject, Qt, QTimer

from app.bootstrap import Basics
from app.commands.awake_kiosk import awake_kiosk
from app.quality.timing import BenchError, Figure, figure_of
from ui.application import Windows
from ui.kiosk.window import KioskWindow
from ui.shared.by_hand import by_hand
from ui.shared.chime import SilentChime
from ui.shared.spawner import TaskSpawner

EVERY_MS = 4
MOST_MS = 50.0
"""Longer than this a person sees the screen stand still."""

LINES = (
    "Good afternoon",
    "I was thinking about my father's bakery",
    "What is on today?",
    "I did not sleep well last night",
    "My hip hurts when it rains",
    "When is Carol coming?",
    "I feel a bit lonely this evening",
    "Tell me something nice",
)
_PATIENCE_S = 60.0


class GapMeter(QObject):
    """Ticks as fast as it may; what lies between two ticks beyond that is a gap."""

    def __init__(self) -> None:
        super().__init__()
        # Eight bytes each: a day of them must not look like a leak.
        self.gaps_ms: array[float] = array("d")
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        """Measure from now on."""
        self._last = time.perf_counter()
        self._timer.start(EVERY_MS)

    def end(self) -> None:
        """Measure no more, from here on."""
        self._tick()
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append(max(0.0, (now - self._last) * 1000 - EVERY_MS))
        self._last = now


async def bench_ui(basics: Basics, rounds: int, figures: list[Figure]) -> int:
    """Let a resident write the lines, letter by letter, in every round; return 0."""
    meter = GapMeter()
    async with awake_kiosk(basics, Windows(TaskSpawner(), SilentChime())) as (kiosk, _lilo):
        meter.begin()
        for _ in range(rounds):
            for line in LINES:
                await _turn(kiosk, line)
            await _pages(kiosk)
        meter.end()
    figures.append(figure_of("event loop stands still", meter.gaps_ms, {"max_ms": MOST_MS}))
    return 0


async def _turn(kiosk: KioskWindow, line: str) -> None:
    model = kiosk.view_model
    model.start_talking()
    for end in range(1, len(line) + 1):
        model.keep_draft(line[:end])
        await asyncio.sleep(0.02)
    model.send()
    for _ in range(int(_PATIENCE_S / 0.02)):
        await asyncio.sleep(0.02)
        if not model.is_busy:
            break
    else:
        raise BenchError("A turn did not come to its end.")
    # Drawn, as on a screen: what is offscreen draws only when it is asked.
    await by_hand(kiosk.grab)
    model.go_home()


async def _pages(kiosk: KioskWindow) -> None:
    model = kiosk.view_model
    for go in (model.show_today, model.go_home, model.show_more, model.go_home):
        go()
        await by_hand(kiosk.grab)
        await asyncio.sleep(0.1)
