"""The second composition root: one Qt application on one asyncio loop, with its windows."""

import asyncio
import os
import platform
import signal
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import qasync
import structlog
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.bootstrap import Basics, Lilo, open_facility
from app.errors import LiloError
from app.identity import Resident, find_by_name
from storage import AskPassphrase
from ui.kiosk.services import KioskBasics, KioskServices
from ui.kiosk.window import KioskWindow
from ui.shared.chime import Chime
from ui.shared.spawner import TaskSpawner
from ui.staff.services import StaffServices
from ui.staff.window import StaffWindow

_log = structlog.get_logger(__name__)

OTHERS_CHECK_S = 0.2
"""How often another process's changes are looked for: one cheap read, no disk."""


class ResidentNotFoundError(LiloError):
    """The kiosk's resident is not set, or nobody has that name."""

    code = "ui.resident"


@dataclass(slots=True)
class Windows:
    """What is open."""

    spawner: TaskSpawner
    chime: Chime
    kiosk: KioskWindow | None = None
    staff: StaffWindow | None = None


def has_display() -> bool:
    """Whether there is a screen to draw on."""
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    needs_server = platform.system() not in {"Darwin", "Windows"}
    return not needs_server or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def run(program: Callable[[QApplication], Coroutine[Any, Any, int]]) -> int:
    """Run a program on a Qt application whose event loop is asyncio's; return its exit code."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qInstallMessageHandler(_on_qt_message)
    application = QApplication.instance() or QApplication(["lilo"])
    if not isinstance(application, QApplication):
        raise TypeError("another kind of Qt application is running")
    application.setApplicationName("Lilo")
    application.setQuitOnLastWindowClosed(False)
    # qasync 0.28 on Python 3.11: asyncio.run cannot take a loop, a Runner can.
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        return runner.run(program(application))


async def show_windows(
    application: QApplication,
    basics: Basics,
    *,
    kiosk_for: str | None,
    staff: bool,
    full_screen: bool = False,
    ask: AskPassphrase | None = None,
) -> int:
    """Open the windows, then the facility, and stay until the last window is closed.

    The windows, and the call button, are there before the facility is open, and stay when it
    cannot be opened.

    Args:
        application: the running Qt application.
        basics: settings, words and call button.
        kiosk_for: full name of the kiosk's resident; None for no kiosk window.
        staff: whether to open the staff window.
        full_screen: let the kiosk fill its screen.
        ask: asks a person for the facility's passphrase.

    Returns:
        The exit code: 0, or 2 when the facility could not be opened.
    """
    # Here and not above: it loads the sound system, which the offscreen demo does without.
    from ui.shared.qt_chime import QtChime

    windows = Windows(TaskSpawner(), QtChime())
    closed = asyncio.Event()
    application.lastWindowClosed.connect(closed.set)
    _close_on_signals(closed)
    if kiosk_for is not None:
        windows.kiosk = kiosk_window(basics, windows)
        windows.kiosk.show(full_screen=full_screen)
    if staff:
        windows.staff = staff_window(basics, windows)
        windows.staff.show()
    try:
        lilo = await asyncio.to_thread(open_facility, basics, ask)
    except LiloError as error:
        _log.exception("facility_not_opened")
        sys.stderr.write(f"lilo: {error}\n")
        fail(windows, basics, error)
        await closed.wait()
        await _close(windows)
        return 2
    following = asyncio.create_task(follow_others(lilo))
    try:
        attach(windows, lilo, kiosk_for)
        windows.spawner.spawn(lilo.start(), name="start")
        await closed.wait()
    finally:
        following.cancel()
        await _close(windows)
        lilo.close()
    return 0


def kiosk_window(basics: Basics, windows: Windows) -> KioskWindow:
    """Build the kiosk window; it has its call button and nothing else yet."""
    settings = basics.settings
    return KioskWindow(
        KioskBasics(
            settings.facility.name,
            settings.kiosk.room,
            settings.facility.zone,
            basics.clock,
            basics.call_button,
            basics.wording.lines,
        ),
        None,
        windows.spawner,
        windows.chime,
        scale=settings.kiosk.text_scale,
        has_motion=not settings.kiosk.reduced_motion,
    )


def staff_window(basics: Basics, windows: Windows) -> StaffWindow:
    """Build the staff window; nobody can sign in yet."""
    settings = basics.settings
    return StaffWindow(
        None,
        windows.spawner,
        windows.chime,
        journal=basics.call_button.journal,
        facility_name=settings.facility.name,
        zone=settings.facility.zone,
        clock=basics.clock,
    )


def attach(windows: Windows, lilo: Lilo, kiosk_for: str | None) -> None:
    """Give an open facility to the windows.

    Raises:
        ResidentNotFoundError: the kiosk's resident is not known.
    """
    settings = lilo.basics.settings
    if windows.kiosk:
        windows.kiosk.attach(kiosk_services(lilo, resident_named(lilo, kiosk_for or "")))
    if windows.staff:
        windows.staff.attach(
            StaffServices(
                settings.facility.name,
                settings.facility.zone,
                lilo.basics.clock,
                lilo.sign_in,
                lilo.desk,
                lilo.board,
                lilo.trail,
            )
        )


def kiosk_services(lilo: Lilo, resident: Resident) -> KioskServices:
    """Return what the kiosk of one resident works with."""
    return KioskServices(
        resident, lilo.conversation, lilo.desk, lilo.day, lilo.progress, lilo.scripts
    )


def resident_named(lilo: Lilo, name: str) -> Resident:
    """Return the resident of that name.

    Raises:
        ResidentNotFoundError: nobody, or more than one, has it.
    """
    found = find_by_name(lilo.residents, name)
    if len(found) != 1:
        raise ResidentNotFoundError(
            f"The kiosk's resident “{name}” is not one resident of this facility.",
            "Set `kiosk.resident` in the facility's config to a resident's full name.",
        )
    return found[0]


async def follow_others(lilo: Lilo) -> None:
    """Announce what other processes change in the database, for as long as this runs."""
    seen = await lilo.runtime.database.run(lilo.database.data_version)
    while True:
        await asyncio.sleep(OTHERS_CHECK_S)
        try:
            version = await lilo.runtime.database.run(lilo.database.data_version)
        except LiloError:
            _log.exception("others_not_followed")
            continue
        if version != seen:
            seen = version
            lilo.desk.announce()


def fail(windows: Windows, basics: Basics, error: LiloError) -> None:
    """Say in both windows that the facility cannot be opened; the call button goes on working."""
    if windows.kiosk:
        windows.kiosk.fail(basics.wording.lines["trouble"][0])
    if windows.staff:
        windows.staff.fail(error.message, error.remedy)


async def _close(windows: Windows) -> None:
    if windows.kiosk:
        windows.kiosk.close()
    if windows.staff:
        windows.staff.close()
    await windows.spawner.close()


def _close_on_signals(closed: asyncio.Event) -> None:
    """Close in order when the system or a person at the terminal stops the program."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(closed.set))


def _on_qt_message(kind: QtMsgType, _context: object, message: str) -> None:
    # Qt's own complaints name files and properties, never what was said.
    if kind is not QtMsgType.QtDebugMsg:
        _log.warning("qt_message", qt=message)
