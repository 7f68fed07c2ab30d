"""How quick the staff window is over a large facility: pages, filters, news of others."""

import asyncio
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter
from typing import TypeVar

from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QWidget
from rich.progress import Progress

from app.alerts import AlertCause, AlertEvent, AlertEventKind, AlertSource
from app.bootstrap import Basics, Lilo, open_facility
from app.commands.bench_waiting import signed_in_as, until
from app.ids import AlertEventId, AlertId, new_uuid
from app.quality.process_memory import resident_mb
from app.quality.timing import BenchError, Figure, figure_of
from app.safety import Level
from storage import Database, FacilityPaths
from ui.application import Windows, staff_window
from ui.following import follow_others
from ui.handing_over import attach_staff
from ui.shared.by_hand import by_hand
from ui.shared.chime import SilentChime
from ui.shared.spawner import TaskSpawner
from ui.staff.now.card import AlertCardWidget
from ui.staff.pages import Page
from ui.staff.window import StaffWindow

OPENS_MS = 3_000.0
PAGE_MS = 300.0
FILTER_MS = 200.0
NEWS_MS = 250.0
KEY_MS = 50.0
"""What is typed later than this a person sees lag."""
MOST_MB = 500.0

NURSE, ADMINISTRATOR = "dana", "marcus"
_TYPED = "mar 1"

Part = TypeVar("Part", bound=QWidget)


@dataclass(slots=True)
class Staffing:
    """What was measured, in ms, by name."""

    times: dict[str, list[float]] = field(default_factory=dict)
    memory_mb: float = 0.0
    whole_check_s: float = 0.0

    def note(self, name: str, started: float) -> None:
        """Note what lasted from then until now."""
        self.times.setdefault(name, []).append((perf_counter() - started) * 1000)

    def figures(self) -> list[Figure]:
        """Sum everything up beside its target."""
        return [
            figure_of(name, times, {"p99_ms": _target(name)}) for name, times in self.times.items()
        ]


def _target(name: str) -> float:
    for beginning, most in (
        ("opened", OPENS_MS),
        ("filter", FILTER_MS),
        ("news", NEWS_MS),
        ("typing", KEY_MS),
    ):
        if name.startswith(beginning):
            return most
    return PAGE_MS


async def bench_staff(
    basics: Basics, rounds: int, found: Staffing, progress: Progress, started: float
) -> int:
    """Work in a staff window for so many rounds, as a nurse and as an administrator; return 0.

    Args:
        started: when the program began, on the clock of `perf_counter`.
    """
    windows = Windows(TaskSpawner(), SilentChime())
    window = windows.staff = staff_window(basics, windows)
    window.show()
    lilo = await asyncio.to_thread(partial(open_facility, basics, talks=False))
    following = asyncio.create_task(follow_others(lilo))
    task = progress.add_task("Rounds", total=rounds)
    try:
        title = window.windowTitle()
        attach_staff(window, lilo)
        await until(lambda: window.windowTitle() != title)
        await by_hand(window.grab)
        found.note("opened, from the start of the command", started)
        # The first check of years of entries takes its time once, whatever anybody looks at then.
        began = perf_counter()
        await lilo.trail.verify(whole=True)
        found.whole_check_s = round(perf_counter() - began, 1)
        for _ in range(rounds):
            await _round(window, found)
            await _news(lilo, window, found)
            progress.advance(task)
        found.memory_mb = round(resident_mb(), 1)
    finally:
        following.cancel()
        window.close()
        await windows.spawner.close()
        lilo.close()
    return 0


async def _round(window: StaffWindow, found: Staffing) -> None:
    for login in (NURSE, ADMINISTRATOR):
        await signed_in_as(window, login)
        # Nobody looks at a page in the same moment as they sign in.
        await until(lambda: window.has_read(Page.NOW))
        for page in Page:
            await _page(window, page, login, found)
        if login == NURSE:
            await _resident(window, found)
            await _other_scores(window, found)
        else:
            await _audit(window, found)
        window.lock()
        await until(lambda: not window.is_signed_in)


async def _page(window: StaffWindow, page: Page, login: str, found: Staffing) -> None:
    if page is Page.NOW:
        window.show_page(Page.SHIFT)
        await by_hand(window.grab)
    started = perf_counter()
    window.show_page(page)
    if window.page is not page:
        return
    await until(lambda: window.has_read(page))
    await by_hand(window.grab)
    found.note(f"page {page.name.lower()} ({login})", started)


async def _resident(window: StaffWindow, found: Staffing) -> None:
    """Find somebody by typing, open the record, and go through its tabs."""
    window.show_page(Page.RESIDENTS)
    await by_hand(window.grab)
    finder = _part(window, QLineEdit, "findResident")
    for end in range(1, len(_TYPED) + 1):
        started = perf_counter()
        finder.setText(_TYPED[:end])
        await by_hand(window.grab)
        found.note("typing in the list of residents", started)
    finder.setText("")
    # Each step of the walk reads; from the last one's picture to this one's.
    started = perf_counter()
    for name in window.resident_views():
        await until(window.has_read_record)
        await by_hand(window.grab)
        found.note(f"resident's {name}", started)
        started = perf_counter()


async def _other_scores(window: StaffWindow, found: Staffing) -> None:
    window.show_page(Page.SCORES)
    await until(lambda: window.has_read(Page.SCORES))
    people = window.findChild(QListWidget, "cases")
    if people is None or people.count() < 2:
        return
    started = perf_counter()
    people.setCurrentRow(people.count() - 1)
    await until(lambda: window.has_read(Page.SCORES))
    await by_hand(window.grab)
    found.note("another resident's scores", started)


async def _audit(window: StaffWindow, found: Staffing) -> None:
    """Ask the log for a person, a resident, a deed, a time; then type."""
    window.show_page(Page.AUDIT)
    await until(lambda: window.has_read(Page.AUDIT))
    for name in ("byPerson", "bySubject", "byAction", "byTime"):
        choice = _part(window, QComboBox, name)
        for at in sorted({1, choice.count() // 2, choice.count() - 1}):
            started = perf_counter()
            choice.setCurrentIndex(at)
            await until(window.has_read_entries)
            await by_hand(window.grab)
            found.note(f"filter of the audit log, {name}", started)
    for name in ("byPerson", "bySubject", "byAction", "byTime"):
        _part(window, QComboBox, name).setCurrentIndex(0)
        await until(window.has_read_entries)
    finder = _part(window, QLineEdit, "filter")
    for end in range(1, len(_TYPED) + 1):
        started = perf_counter()
        finder.setText(_TYPED[:end])
        await by_hand(window.grab)
        found.note("typing in the audit log's filter", started)
    finder.setText("")


async def _news(lilo: Lilo, window: StaffWindow, found: Staffing) -> None:
    """Raise an alert as another process does, and wait until its card is drawn."""
    await signed_in_as(window, NURSE)
    window.show_page(Page.NOW)
    await until(lambda: window.has_read(Page.NOW))
    await by_hand(window.grab)
    who = lilo.residents[-1].id
    alert, now = AlertId(new_uuid()), lilo.basics.clock()
    cause = AlertCause(AlertSource.CALL_BUTTON, Level.IMMEDIATE)
    raised = AlertEvent(AlertEventId(new_uuid()), alert, who, AlertEventKind.RAISED, now, cause)

    def raise_elsewhere() -> float:
        path = FacilityPaths(lilo.basics.root).database
        with Database.open(path, lilo.keys) as other, other.unit() as unit:
            unit.alerts.append(raised)
        return perf_counter()

    committed = await asyncio.to_thread(raise_elsewhere)
    # Below others it may lie out of sight: what counts is that it stands on the page.
    await until(lambda: any(one.id == alert for one in window.findChildren(AlertCardWidget)))
    await by_hand(window.grab)
    found.note("news of another process, drawn", committed)
    with lilo.database.reading() as unit:
        nurse = unit.staff.by_login(NURSE)
    if nurse is None:
        raise BenchError("The facility has nobody to take alerts.")
    await lilo.desk.acknowledge(alert, nurse.id)
    window.lock()
    await until(lambda: not window.is_signed_in)


def _part(window: StaffWindow, kind: type[Part], name: str) -> Part:
    part = window.findChild(kind, name)
    if not isinstance(part, kind):
        raise BenchError(f"The window has no part '{name}'.")
    return part
