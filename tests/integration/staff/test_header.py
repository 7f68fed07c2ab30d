"""The time and the day above every page, for whoever is signed in."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from staff_house import CountingChime, Desk, House

from app.identity import Resident
from ui.shared.spawner import QueuedSpawner
from ui.staff.pages import Page
from ui.staff.window import StaffWindow


def test_time_and_day_on_every_page(desk: Desk, house: House) -> None:
    assert not desk.parts("clock")
    desk.sign_in()
    for page in (Page.NOW, Page.SHIFT):
        desk.window.show_page(page)
        assert desk.part("clock", QLabel).text() == "18:42"
        assert desk.part("day", QLabel).text() == "Friday 20 November"
    house.later(hours=8, minutes=18)
    desk.window.refresh()
    desk.settle()
    assert desk.part("clock", QLabel).text() == "03:00"
    assert desk.part("day", QLabel).text() == "Saturday 21 November"


def test_an_alert_elsewhere_takes_the_room_of_the_day(
    desk: Desk, house: House, who: dict[str, Resident]
) -> None:
    desk.sign_in()
    desk.window.show_page(Page.SHIFT)
    desk.do(house.call(who["June"]))
    assert desk.part("clock", QLabel).text() == "18:42"
    assert not desk.parts("day")


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_lock_stays_on_the_screen_beside_what_one_still_has(
    qtbot: QtBot,
    house: House,
    chime: CountingChime,
    spawner: QueuedSpawner,
    who: dict[str, Resident],
    scale: float,
) -> None:
    window = StaffWindow(house.services, spawner, chime, text_scale=scale)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    desk = Desk(house, window, spawner)
    desk.settle()
    desk.do(house.call(who["June"]))
    (alert,) = house.alerts.open_alerts()
    desk.do(house.desk.acknowledge(alert.id, house.staff.by_login("dana").id))
    desk.sign_in()
    assert (window.width(), window.height()) == (1280, 720)
    own, lock = desk.part("ownAlerts"), desk.part("lock")
    right = lock.mapTo(window, lock.rect().topRight()).x()
    assert right < window.width()
    assert own.width() >= own.sizeHint().width()
    window.close()
    desk.settle()


@pytest.mark.parametrize("width", [1024, 1280, 1440])
@pytest.mark.parametrize("has_own", [False, True])
def test_a_name_in_large_letters_is_whole(
    qtbot: QtBot,
    house: House,
    chime: CountingChime,
    spawner: QueuedSpawner,
    who: dict[str, Resident],
    width: int,
    has_own: bool,
) -> None:
    window = StaffWindow(house.services, spawner, chime, text_scale=2.0)
    qtbot.addWidget(window)
    window.resize(width, 900)
    window.show()
    desk = Desk(house, window, spawner)
    desk.settle()
    if has_own:
        desk.do(house.call(who["June"]))
        (alert,) = house.alerts.open_alerts()
        desk.do(house.desk.acknowledge(alert.id, house.staff.by_login("dana").id))
    desk.sign_in()
    desk.window.refresh()
    desk.settle()
    assert window.width() == width
    name = desk.part("who", QLabel)
    assert name.text() == "Dana Whitfield, RN"
    needed = name.heightForWidth(name.width())
    assert name.minimumSizeHint().width() <= name.width()
    assert needed <= name.height() <= name.parentWidget().height()
    window.close()
    desk.settle()
