"""Where the kiosk's own files are broken, a plain window with a call button stands there."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kiosk_fakes import DANA, Bench, FakeChime, run
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import ui.kiosk.window as kiosk_window
from app.bootstrap import Basics, prepare_basics
from ui.application import Windows, open_kiosk
from ui.kiosk.plain_window import PlainKiosk
from ui.kiosk.window import KioskWindow
from ui.shared.chime import SilentChime, Sound
from ui.shared.spawner import QueuedSpawner, TaskSpawner

pytestmark = pytest.mark.qt_log_ignore(
    "propagateSizeHints", "unavailable", "Syntax error", "No such file", "is not a type"
)
Plain = tuple[PlainKiosk, Bench, QueuedSpawner, FakeChime]
BREAKS = ("a screen has a wrong line", "a screen is missing", "all of it is missing")


@pytest.fixture
def basics(tmp_path: Path) -> Basics:
    folder = tmp_path / "facility" / "config"
    folder.mkdir(parents=True)
    (folder / "facility.yaml").write_text("facility: {name: Willow House}\nkiosk: {room: '12'}\n")
    return prepare_basics(tmp_path / "facility")


@pytest.mark.parametrize("how", BREAKS)
def test_with_broken_qml_the_plain_kiosk_stands_there(
    qapp: Any, basics: Basics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    broken = tmp_path / "qml"
    shutil.copytree(kiosk_window.QML_FOLDER, broken)
    match how:
        case "a screen has a wrong line":
            with (broken / "Lilo" / "HomeScreen.qml").open("a") as file:
                file.write("this is no QML {")
        case "a screen is missing":
            (broken / "Lilo" / "NightScreen.qml").unlink()
        case _:
            shutil.rmtree(broken)
    monkeypatch.setattr(kiosk_window, "QML_FOLDER", broken)
    windows = Windows(TaskSpawner(), SilentChime())
    open_kiosk(basics, windows)
    kiosk = windows.plain
    assert isinstance(kiosk, PlainKiosk)
    assert windows.residents is kiosk

    async def night() -> None:
        QTest.mouseClick(kiosk.call, Qt.MouseButton.LeftButton)
        async with asyncio.timeout(10):
            while not basics.call_button.journal.calls():  # noqa: ASYNC110 - it is a file
                await asyncio.sleep(0.01)
        await windows.spawner.close()
        kiosk.close()

    asyncio.run(night())
    assert [call.room for call in basics.call_button.journal.calls()] == ["12"]


def test_with_whole_qml_the_real_one_does(qapp: Any, basics: Basics) -> None:
    windows = Windows(TaskSpawner(), SilentChime())
    open_kiosk(basics, windows)
    assert isinstance(windows.residents, KioskWindow)
    windows.residents.close()


@pytest.fixture
def plain(qapp: Any, tmp_path: Path) -> Iterator[Plain]:
    bench, spawner, chime = Bench(tmp_path), QueuedSpawner(), FakeChime()
    kiosk = PlainKiosk(bench.basics, spawner, chime, trouble="Not your fault.")
    kiosk.show()
    yield kiosk, bench, spawner, chime
    kiosk.close()
    spawner.close()


def status(kiosk: PlainKiosk) -> str:
    from PySide6.QtWidgets import QLabel

    label = kiosk.window.findChild(QLabel, "plainStatus")
    assert label is not None
    return str(label.text())


def test_it_says_who_comes(plain: Plain) -> None:
    kiosk, bench, spawner, chime = plain
    QTest.mouseClick(kiosk.call, Qt.MouseButton.LeftButton)
    assert status(kiosk) == "I am calling the nurses."
    spawner.drain()
    assert chime.rung == [Sound.MEDIUM]
    kiosk.attach(bench.services)
    spawner.drain()
    assert status(kiosk) == "The nurses have been called."
    run(spawner, bench.desk.acknowledge(bench.last_alert, DANA.id))
    spawner.drain()
    assert "Dana is coming." in status(kiosk)


def test_it_can_be_held_and_pressed_by_keyboard(
    plain: Plain,
) -> None:
    kiosk, bench, spawner, _ = plain
    kiosk.attach(bench.services)
    QTest.keyClick(kiosk.call, Qt.Key.Key_Space)
    spawner.drain()
    assert bench.memory.events[-1].cause.level.name == "URGENT"
    QTest.mousePress(kiosk.call, Qt.MouseButton.LeftButton)
    kiosk._holding.timeout.emit()
    QTest.mouseRelease(kiosk.call, Qt.MouseButton.LeftButton)
    spawner.drain()
    assert bench.memory.events[-1].cause.level.name == "IMMEDIATE"
    assert len(bench.memory.events) == 2
