"""Both windows on one loop over a real facility, driven as people do."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import qasync
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from app.bootstrap import Basics, Lilo, prepare_basics
from app.clock import Clock, system_clock
from app.demo.facility import DEMO_PASSPHRASE
from ui.application import Windows, kiosk_window, staff_window
from ui.handing_over import attach_kiosk, attach_staff, resident_named
from ui.shared.by_hand import by_hand
from ui.shared.chime import Sound
from ui.shared.collector import Collector
from ui.shared.spawner import TaskSpawner

PATIENCE_S = 20


class HeardChime:
    """Remembers what rang; the only thing here that is not real, with the clock."""

    def __init__(self) -> None:
        self.rung: list[Sound] = []

    def ring(self, sound: Sound, loudness: float = 1.0) -> bool:
        self.rung.append(sound)
        return True

    def hush(self) -> None:
        pass


class House:
    """The windows, and hands for them."""

    def __init__(self, basics: Basics) -> None:
        self.chime = HeardChime()
        self.windows = Windows(TaskSpawner(), self.chime)
        self.kiosk = self.windows.kiosk = kiosk_window(basics, self.windows)
        self.staff = self.windows.staff = staff_window(basics, self.windows)
        self.kiosk.show()
        self.staff.show()

    def attach(self, lilo: Lilo, resident: str) -> None:
        attach_staff(self.staff, lilo)
        attach_kiosk(self.kiosk, lilo, resident_named(lilo, resident))

    async def touch(self, name: str) -> None:
        # A second tap in the same place within 700 ms counts as a tremor.
        await asyncio.sleep(0.75)
        await by_hand(lambda: self._touch(name))

    async def begin_to_talk(self) -> None:
        # A busy machine draws it late.
        await until(lambda: self.kiosk.find("talkButton") is not None)
        await self.touch("talkButton")

    async def type(self, text: str) -> None:
        await by_hand(lambda: self._type(text))

    async def press_on_staff(self, key: Qt.Key) -> None:
        await by_hand(lambda: self._press_on_staff(key))

    def _touch(self, name: str) -> None:
        item = self.kiosk.find(name)
        assert item is not None, name
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.mouseClick(self.kiosk.view, Qt.MouseButton.LeftButton, pos=middle)

    def _type(self, text: str) -> None:
        self.kiosk.view.requestActivate()
        QApplication.processEvents()
        for letter in text:
            QTest.keyClick(self.kiosk.view, letter)

    def says(self, name: str) -> str:
        item = self.kiosk.find(name)
        return str(item.property("text")) if item is not None else ""

    def kiosk_shows(self, words: str) -> bool:
        return any(words in self.says(f"statusLine{i}") for i in range(4))

    def on_staff(self, words: str) -> bool:
        return any(
            words in label.text() for label in self.staff.findChildren(QLabel) if seen(label)
        )

    def staff_button(self, name: str) -> QPushButton | None:
        return next((b for b in self.staff.findChildren(QPushButton, name) if seen(b)), None)

    def field(self, name: str) -> QLineEdit:
        found = self.staff.findChild(QLineEdit, name)
        assert isinstance(found, QLineEdit)
        return found

    def _press_on_staff(self, key: Qt.Key) -> None:
        self.staff.activateWindow()
        QApplication.processEvents()
        QTest.keyClick(QApplication.focusWidget() or self.staff, key)

    async def sign_in(self) -> None:
        self.field("name").setText("dana")
        self.field("passphrase").setText(DEMO_PASSPHRASE)
        field = self.field("passphrase")
        await by_hand(lambda: QTest.keyClick(field, Qt.Key.Key_Return))
        await until(lambda: self.staff.is_signed_in)

    async def close(self) -> None:
        self.kiosk.close()
        self.staff.close()
        await self.windows.spawner.close()


def seen(widget: QWidget) -> bool:
    return widget.isVisible()


def quiet_morning(facility: Path) -> Clock:
    """A clock that runs and began at ten of a morning: what hour it truly is changes nothing.

    At some hours a reminder lies over the home screen, and by night that is another one.
    """
    now = system_clock()
    local = now.astimezone(prepare_basics(facility).settings.facility.zone)
    ten = local.replace(hour=10, minute=0, second=0, microsecond=0)
    # Never back: what the facility has written is not of the future.
    ahead = (ten if ten >= local else ten + timedelta(days=1)) - now
    return lambda: system_clock() + ahead


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not is_so():  # noqa: ASYNC110 - a screen has no event for this
            await asyncio.sleep(0.01)


def live(application: QApplication, story: Coroutine[Any, Any, None]) -> None:
    application.setQuitOnLastWindowClosed(False)
    collector = Collector()
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
            runner.run(story)
    finally:
        collector.stop()
