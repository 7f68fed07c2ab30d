"""From danger said at the kiosk to the alert drawn on the staff screen."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QTimer
from rich.progress import Progress

from app.alerts import Outcome
from app.bootstrap import Lilo
from app.commands.bench_waiting import in_time, until
from app.demo.facility import KIOSK_RESIDENT
from app.ids import AlertId, StaffId
from app.quality.timing import BenchError, Figure, figure_of
from app.safety import Level, load_patterns
from resources import RESOURCES
from ui.application import Windows
from ui.demo.player import OverheardTalk
from ui.handing_over import kiosk_services, resident_named
from ui.kiosk.window import KioskWindow
from ui.staff.now.card import AlertCardWidget
from ui.staff.window import StaffWindow

TARGETS = {"p99_ms": 250.0}


class PaintWatch(QObject):
    """Notes when the card of an alert has been drawn, as a person could see it.

    The window's request to be drawn comes before its parts are drawn: that is the moment to find
    new cards. A timer of zero fires when the drawing is done.
    """

    def __init__(self, window: StaffWindow) -> None:
        super().__init__(window)
        self._window = window
        self._watched: set[AlertId] = set()
        self._drawn: dict[AlertId, float] = {}
        self._changed = asyncio.Event()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on, and leave every event as it is."""
        if event.type() is QEvent.Type.UpdateRequest and watched is self._window:
            self._find()
        elif (
            event.type() is QEvent.Type.Paint
            and isinstance(watched, AlertCardWidget)
            and not watched.visibleRegion().isEmpty()
        ):
            alert_id = watched.id
            QTimer.singleShot(0, self, lambda: self._note(alert_id))
        return False

    async def drawn(self, alert_id: AlertId) -> float:
        """Return when the alert's card was drawn, on the clock of `perf_counter`."""
        while alert_id not in self._drawn:
            self._changed.clear()
            await self._changed.wait()
        return self._drawn[alert_id]

    def _find(self) -> None:
        for card in self._window.findChildren(AlertCardWidget):
            if card.id not in self._watched:
                self._watched.add(card.id)
                card.installEventFilter(self)

    def _note(self, alert_id: AlertId) -> None:
        self._drawn.setdefault(alert_id, perf_counter())
        self._changed.set()


async def bench_alarm(
    lilo: Lilo, windows: Windows, nurse: StaffId, turns: int, progress: Progress
) -> Figure:
    """Say something dangerous so many times; each alert is over before the next is raised."""
    kiosk, staff = windows.kiosk, windows.staff
    if kiosk is None or staff is None:
        raise BenchError("Both windows are needed to measure the way of an alert.")
    talk, watch = OverheardTalk(lilo.conversation), PaintWatch(staff)
    services = kiosk_services(lilo, resident_named(lilo, KIOSK_RESIDENT))
    kiosk.attach(replace(services, talk=talk))
    task = progress.add_task("Danger said", total=turns)
    times: list[float] = []
    for text in _dangers():
        if len(times) == turns:
            break
        started = _say(kiosk, text)
        record = await in_time(talk.records.get(), "the end of a turn")
        # A danger that is not heard is for `lilo eval safety` to count.
        if record.alert_id is not None:
            drawn = await in_time(watch.drawn(record.alert_id), "the card of an alert")
            times.append((drawn - started) * 1000)
            progress.advance(task)
            await lilo.desk.resolve(record.alert_id, nurse, Outcome.REASSURED)
        kiosk.view_model.leave_crisis()
        kiosk.view_model.go_home()
        await until(lambda: _is_quiet(staff))
    return figure_of("danger said to staff screen drawn", times, TARGETS)


def _say(kiosk: KioskWindow, text: str) -> float:
    model = kiosk.view_model
    model.start_talking()
    model.keep_draft(text)
    started = perf_counter()
    model.send()
    return started


def _dangers() -> Iterator[str]:
    """Yield what is said in grave danger, each once, so that its vectors must be made."""
    lines = load_patterns(RESOURCES / "crisis").danger
    texts = list(dict.fromkeys(line.text for line in lines if line.level >= Level.URGENT))
    Random(1).shuffle(texts)  # noqa: S311 - chance, not a secret
    yield from texts


def _is_quiet(staff: StaffWindow) -> bool:
    return not any(card.isVisible() for card in staff.findChildren(AlertCardWidget))
