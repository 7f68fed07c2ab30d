"""The first start as a program: makes a facility in a window, and goes on with the staff window."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.bootstrap import Basics
from storage import AskPassphrase
from ui.application import show_windows
from ui.shared.spawner import TaskSpawner
from ui.staff.first_run.first_run_window import FirstRunWindow
from ui.staff.first_run.founder import Founder
from ui.staff.wording.language import Language
from ui.staff.wording.words import load_words

LANGUAGES = ("en", "es")


async def make_and_show(
    application: QApplication,
    founder: Founder,
    folder: Path,
    prepare: Callable[[Path], Basics],
    ask: AskPassphrase,
) -> int:
    """Make a facility, then open its staff window, and stay until the last window is closed.

    Args:
        folder: where it is suggested to be; a person may choose another.
        prepare: reads the settings of the new facility.
        ask: asks a person for the facility's passphrase, where the first start does not know it.

    Returns:
        The exit code: 0 also where somebody closed the window without making one.
    """
    # Here and not above: it loads the sound system.
    from ui.shared.qt_chime import QtChime

    name = QLocale.system().name()[:2]
    language = Language(
        load_words(name if name in LANGUAGES else LANGUAGES[0]),
        ZoneInfo("UTC"),
        name if name in LANGUAGES else LANGUAGES[0],
    )
    spawner = TaskSpawner()
    is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    window = FirstRunWindow(founder, folder, QtChime(), spawner, language, is_dark=is_dark)
    over = asyncio.Event()
    made: list[Path] = []
    window.made.connect(made.append)
    window.made.connect(lambda _folder: over.set())
    application.lastWindowClosed.connect(over.set)
    window.show()
    await over.wait()
    application.lastWindowClosed.disconnect(over.set)
    key_passphrase = window.model.key_passphrase
    window.close()
    await spawner.close()
    if not made:
        return 0

    def known(choosing: bool) -> str | None:
        return key_passphrase or ask(choosing)

    return await show_windows(application, prepare(made[0]), kiosk_for=None, staff=True, ask=known)
