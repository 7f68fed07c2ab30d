"""The second composition root: one Qt application on one asyncio loop, with its windows."""

import asyncio
import os
import platform
import signal
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import qasync
import structlog
from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.errors import LiloError
from app.identity import LeaveGate
from app.presence import QuietRules
from ui.following import follow_others
from ui.handing_over import (
    ResidentNotFoundError,
    attach_kiosk,
    attach_shared_kiosk,
    attach_staff,
    resident_named,
)
from ui.shared.chime import Chime, SoundOutlet
from ui.shared.collector import Collector
from ui.shared.heartbeat import BEAT_VARIABLE, heartbeat_of
from ui.shared.screens import move_beside
from ui.shared.spawner import TaskSpawner
from ui.staff.window import StaffWindow

if TYPE_CHECKING:
    # At run time each is imported where it is used: a staff window alone comes without the
    # kiosk's parts, and stands there before those of the facility have been read.
    from app.bootstrap import Lilo
    from app.conversation.aloud import Player
    from app.wiring.basics import Basics
    from storage import AskPassphrase
    from ui.kiosk.plain_window import PlainKiosk
    from ui.kiosk.services import KioskBasics
    from ui.kiosk.voice.microphone import EarDevices
    from ui.kiosk.window import KioskWindow

_log = structlog.get_logger(__name__)

STOP_WITHIN_S = 5.0
"""How long what keeps time and notifies may take to finish what it is writing."""


@dataclass(slots=True)
class Windows:
    """What is open.

    Attributes:
        player: what speech is played by; None where nothing is spoken.
        bedside: sounds at the resident's screen; None where that is heard as the staff window is.
        plain: stands where the kiosk could not be built.
        ears: what this machine has to listen with; None where the kiosk is not to listen.
        outlet: what this machine plays through; None where nobody asks.
    """

    spawner: TaskSpawner
    chime: Chime
    player: "Player | None" = None
    bedside: Chime | None = None
    kiosk: "KioskWindow | None" = None
    plain: "PlainKiosk | None" = None
    staff: StaffWindow | None = None
    ears: "EarDevices | None" = None
    outlet: SoundOutlet | None = None

    @property
    def residents(self) -> "KioskWindow | PlainKiosk | None":
        """Whichever window the resident has."""
        return self.kiosk or self.plain


def has_display() -> bool:
    """Whether there is a screen to draw on."""
    if platform_named := os.environ.get("QT_QPA_PLATFORM"):
        # Somebody decided; linuxfb and eglfs draw without a server.
        return platform_named not in {"offscreen", "minimal"}
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
    collector = Collector()
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
            return runner.run(program(application))
    finally:
        collector.stop()


async def show_windows(
    application: QApplication,
    basics: "Basics",
    *,
    kiosk_for: str | None,
    staff: bool,
    full_screen: bool = False,
    ask: "AskPassphrase | None" = None,
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
    # Here and not above: they load the sound system, which the offscreen demo does without.
    from ui.kiosk.voice.playback import QtPlayer
    from ui.shared.qt_chime import QtChime, QtOutlet

    output = basics.settings.voice.speaking.output
    bedside = QtChime(output) if output else None
    windows = Windows(TaskSpawner(), QtChime(), QtPlayer(output), bedside, outlet=QtOutlet())
    closed = asyncio.Event()
    application.lastWindowClosed.connect(closed.set)
    _close_on_signals(closed)
    if kiosk_for is not None:
        windows.ears = ear_devices(basics)
        open_kiosk(basics, windows, full_screen=full_screen)
        heartbeat_of(os.environ.get(BEAT_VARIABLE), application)
    if staff:
        windows.staff = staff_window(basics, windows)
        kiosk = windows.residents
        # Over the kiosk it would hide the call button.
        move_beside(windows.staff, kiosk.screen if kiosk else None)
        windows.staff.show()
    try:
        lilo = await asyncio.to_thread(_opened, basics, ask, talks=kiosk_for is not None)
    except Exception as error:
        # Whatever the fault, the windows stay: the call button must go on working.
        _log.exception("facility_not_opened")
        fail(windows, basics, _told(error))
        await closed.wait()
        await _close(windows)
        return 2
    following = asyncio.create_task(follow_others(lilo))
    watching = asyncio.create_task(lilo.keep_watch())
    code = 0
    try:
        if windows.staff:
            attach_staff(windows.staff, lilo)
        if windows.kiosk and basics.settings.presence.shared:
            attach_shared_kiosk(windows.kiosk, lilo)
        elif windows.residents:
            try:
                attach_kiosk(windows.residents, lilo, resident_named(lilo, kiosk_for or ""))
            except ResidentNotFoundError as error:
                fail_kiosk(windows.residents, basics, error)
                code = 2
        if windows.kiosk:
            # A staff window alone has no use for the models.
            windows.spawner.spawn(_get_home(lilo), name="wake")
        await closed.wait()
    finally:
        following.cancel()
        lilo.stop_watching()
        await asyncio.wait([watching], timeout=STOP_WITHIN_S)
        watching.cancel()
        await _close(windows)
        await lilo.memory.close(STOP_WITHIN_S)
        lilo.close()
    return code


def _opened(basics: "Basics", ask: "AskPassphrase | None", *, talks: bool) -> "Lilo":
    from app.bootstrap import open_facility

    return open_facility(basics, ask, talks=talks)


def ear_devices(basics: "Basics") -> "EarDevices | None":
    """Return what this machine has to listen with, where the facility wants that. Never raises."""
    settings = basics.settings.voice.listening
    if not settings.enabled:
        return None
    try:
        # Here and not above: it loads the sound system.
        from ui.kiosk.voice.microphone import EarDevices
        from ui.kiosk.voice.qt_cue import QtCue
        from ui.kiosk.voice.qt_microphone import QtMicrophone

        output = basics.settings.voice.speaking.output
        return EarDevices(QtMicrophone(settings.device), QtCue(output))
    except Exception:
        # Whatever the sound system does, the window with the call button comes.
        _log.exception("no_ears")
        return None


async def _get_home(lilo: "Lilo") -> None:
    """Load the models; then whatever was installed lately has carried the kiosk home."""
    await lilo.wake()
    await lilo.tiers.ready()
    await lilo.bundles.got_home()
    await lilo.bundles.try_again()


def open_kiosk(basics: "Basics", windows: Windows, *, full_screen: bool = False) -> None:
    """Open the kiosk window; where its own files are broken, the plain one. Never raises."""
    try:
        windows.kiosk = kiosk_window(basics, windows, is_kiosk=full_screen)
        windows.kiosk.show(full_screen=full_screen)
    except Exception as error:
        # Whatever the fault: a resident in front of a dead screen has nobody.
        _log.exception("kiosk_window_broken")
        sys.stderr.write(f"lilo: {_told(error)}\n")
        windows.kiosk = None
        from ui.kiosk.plain_window import PlainKiosk

        trouble = basics.wording.lines["trouble"][0]
        windows.plain = PlainKiosk(
            kiosk_basics(basics),
            windows.spawner,
            windows.bedside or windows.chime,
            trouble=trouble,
        )
        windows.plain.show(full_screen=full_screen)


def kiosk_basics(basics: "Basics", *, is_kiosk: bool = False) -> "KioskBasics":
    """Return what the kiosk has even when nothing else works."""
    from ui.kiosk.services import KioskBasics

    settings = basics.settings
    return KioskBasics(
        settings.facility.name,
        settings.kiosk.room,
        settings.facility.zone,
        basics.clock,
        basics.call_button,
        basics.wording.lines,
        gate=LeaveGate(settings.kiosk.leave_code) if is_kiosk else None,
        quiet=QuietRules(settings.presence.quiet_s, settings.presence.answer_s),
        language=settings.kiosk.language,
        words=basics.resources.folder("i18n"),
    )


def kiosk_window(basics: "Basics", windows: Windows, *, is_kiosk: bool = False) -> "KioskWindow":
    """Build the kiosk window; it has its call button and nothing else yet.

    Raises:
        KioskWindowError, WordingError: the window's own files are broken.
    """
    from ui.kiosk.window import KioskWindow
    from ui.speaking import kiosk_voice

    settings = basics.settings
    voice = kiosk_voice(basics, windows.player)
    has = replace(kiosk_basics(basics, is_kiosk=is_kiosk), devices=windows.ears, aloud=voice.aloud)
    return KioskWindow(
        has,
        None,
        windows.spawner,
        windows.bedside or windows.chime,
        scale=settings.kiosk.text_scale,
        has_motion=not settings.kiosk.reduced_motion,
        voice=voice,
    )


def staff_window(basics: "Basics", windows: Windows) -> StaffWindow:
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
        language=settings.staff.language,
        text_scale=settings.staff.text_scale,
        has_motion=not settings.kiosk.reduced_motion,
        is_dark=_is_dark(settings.staff.theme),
        outlet=windows.outlet,
        words=basics.resources.folder("i18n"),
    )


def _is_dark(theme: str) -> bool:
    if theme != "system":
        return theme == "dark"
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def fail(windows: Windows, basics: "Basics", error: LiloError) -> None:
    """Say in both windows that the facility cannot be opened; the call button goes on working."""
    if windows.residents:
        fail_kiosk(windows.residents, basics, error)
    else:
        sys.stderr.write(f"lilo: {error}\n")
    if windows.staff:
        windows.staff.fail(error.message, error.remedy)


def fail_kiosk(kiosk: "KioskWindow | PlainKiosk", basics: "Basics", error: LiloError) -> None:
    """Calm words for the resident; the cause for whoever started the program."""
    sys.stderr.write(f"lilo: {error}\n")
    kiosk.fail(basics.wording.lines["trouble"][0])


def _told(error: Exception) -> LiloError:
    if isinstance(error, LiloError):
        return error
    return LiloError(
        f"The facility could not be opened: {type(error).__name__}.",
        "Look into the log, and run `lilo doctor`.",
    )


async def _close(windows: Windows) -> None:
    if windows.residents:
        windows.residents.close()
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
