"""Every page fits a small screen, also with text at twice its size."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot
from staff_house import CountingChime, Desk, House

from app.identity import Resident
from app.safety import DangerKind, Level
from ui.shared.spawner import QueuedSpawner
from ui.staff.pages import Page
from ui.staff.window import StaffWindow


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_off(
    qtbot: QtBot,
    house: House,
    chime: CountingChime,
    spawner: QueuedSpawner,
    who: dict[str, Resident],
    scale: float,
) -> None:
    window = StaffWindow(house.services, spawner, chime, text_scale=scale)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    desk = Desk(house, window, spawner)
    said = ("Says means are at hand",)
    desk.do(house.say(who["Margaret"], "I’ll end it", Level.IMMEDIATE, DangerKind.SUICIDE, said))
    house.reviews.add(who["Ines"].id, "Out of everybody’s way", house.now, reasons=said)
    house.outbox.keep(house.now)
    house.outbox.fail("Pager", house.now)
    desk.sign_in()
    cut = []
    for page in Page:
        window.show_page(page)
        desk.settle()
        # Anew for each: a page is made when it is first shown.
        parts = [*window.findChildren(QAbstractButton), *window.findChildren(QLabel)]
        assert (window.width(), window.height()) == (1440, 900)
        cut += [
            f"{page.name}: {part.text()}"
            for part in parts
            if part.isVisible() and part.width() < part.minimumSizeHint().width()
        ]
    assert cut == []
    window.close()
    desk.settle()
