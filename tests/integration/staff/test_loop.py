"""The window on the real loop: Qt and asyncio together, work on another thread."""

import asyncio
from collections.abc import Callable

import qasync
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from staff_house import PASSPHRASE, CountingChime, Desk, House

from app.alerts import alert_from
from app.identity import Resident
from app.runtime import ThreadLane
from app.safety import DangerKind, Level
from ui.shared.spawner import QueuedSpawner, TaskSpawner
from ui.staff.window import StaffWindow

ENTER = Qt.Key.Key_Return


async def until(seen: Callable[[], bool]) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(10):
        while not seen():  # noqa: ASYNC110 - what is seen are widgets, which signal nothing
            await asyncio.sleep(0.005)


def test_a_shift_on_the_real_loop(
    qapp: QApplication,
    house: House,
    chime: CountingChime,
    spawner: QueuedSpawner,
    who: dict[str, Resident],
) -> None:
    lane = ThreadLane("database")
    services = house.services
    for service in (
        house.desk,
        house.gate,
        services.sign_in,
        services.board.reader,
        services.audit.trail,
    ):
        service._lane = lane
    tasks = TaskSpawner()

    async def shift() -> None:
        # Built before anything can be started, as the application does it.
        window = StaffWindow(house.services, tasks, chime, journal=house.journal)
        desk = Desk(house, window, spawner)
        window.show()
        await until(lambda: "Nobody is waiting." in desk.texts())
        desk.part("name").setText("dana")
        desk.part("passphrase").setText(PASSPHRASE)
        QTest.keyClick(desk.part("passphrase"), ENTER)
        await until(lambda: bool(desk.parts("title")))
        await until(lambda: desk.part("health0").text() == "Audit chain valid")
        alert = await house.say(
            who["Margaret"], "the little white ones", Level.IMMEDIATE, DangerKind.SUICIDE
        )
        await until(lambda: bool(desk.parts("alertCard")))
        QTest.keyClick(desk.part("alertCard"), ENTER)
        await until(lambda: "since you took it" in desk.texts())
        for key in (Qt.Key.Key_R, Qt.Key.Key_4, ENTER):
            QTest.keyClick(window.focusWidget() or window, key)
        await until(lambda: not desk.parts("alertCard"))
        with house.unit() as unit:
            assert alert_from(unit.alerts.events_of(alert.id)).outcome == "false_alarm"
        window.lock()
        await until(lambda: not tasks.is_busy)
        window.close()
        await tasks.close()

    loop = qasync.QEventLoop(qapp)
    try:
        loop.run_until_complete(shift())
    finally:
        asyncio.set_event_loop(None)
        loop.close()
        lane.close()
    assert house.entries_kept[-1].action == "staff.signed_out"
