"""The kiosk as it runs: Qt and asyncio on one loop, tasks and not a queue."""

import asyncio
from pathlib import Path
from typing import Any

import qasync
from kiosk_fakes import Bench, FakeChime, FakeSeconds, heard, spoken
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtTest import QTest

from ui.kiosk.window import KioskWindow
from ui.shared.spawner import TaskSpawner


def test_a_turn_and_a_call_on_the_qt_loop(qapp: Any, tmp_path: Path) -> None:
    complaints: list[str] = []

    async def journey() -> None:
        bench, spawner = Bench(tmp_path), TaskSpawner()
        bench.talk.steps = [heard("Hello"), spoken("Hello, Margaret.")]
        window = KioskWindow(
            bench.basics,
            None,
            spawner,
            FakeChime(),
            # Hands that rest between two taps.
            monotonic=FakeSeconds(),
            on_warning=complaints.append,
        )
        window.show()

        async def press(name: str) -> None:
            # As a person does: from Qt's loop, never from inside a task.
            pressed = asyncio.get_running_loop().create_future()
            QTimer.singleShot(0, lambda: (click(name), pressed.set_result(None)))
            await pressed

        def click(name: str) -> None:
            item = window.find(name)
            assert item is not None, name
            middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
            QTest.mouseClick(window.view, Qt.MouseButton.LeftButton, pos=middle)

        def shows(name: str, text: str) -> bool:
            item = window.find(name)
            return item is not None and item.property("text") == text

        async def until(name: str, text: str) -> None:
            async with asyncio.timeout(5):
                while not shows(name, text):  # noqa: ASYNC110 - a screen has no event for this
                    await asyncio.sleep(0.01)

        await press("callButton")
        await until(
            "statusLine0", "Your call is ringing on this device and is kept for the nurses."
        )
        window.attach(bench.services)
        await until("statusLine0", "The nurses have been called.")
        await press("talkButton")
        window.view_model.keep_draft("Hello")
        await press("sendButton")
        await until("sentence0", "Hello, Margaret.")
        assert not window.grab().isNull()
        window.close()
        await spawner.close()

    qapp.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner:
        runner.run(journey())
    assert complaints == []
