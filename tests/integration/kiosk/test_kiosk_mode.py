"""A kiosk that fills its screen is closed by staff alone, and survives its screen."""

from kiosk_driver import CODE, OpenKiosk
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from ui.kiosk.kiosk_mode import KioskMode


def test_it_cannot_be_closed_until_it_is_let_go(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.window.show(full_screen=True)
    assert kiosk.view.windowStates() & Qt.WindowState.WindowFullScreen
    assert kiosk.view.cursor().shape() is Qt.CursorShape.BlankCursor
    kiosk.view.close()
    assert kiosk.view.isVisible()


def test_five_taps_in_the_corner_and_the_code_let_staff_out(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.window.show(full_screen=True)
    kiosk.lay_out()
    for _ in range(4):
        QTest.mouseClick(kiosk.view, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert kiosk.model.frame.overlay == ""
    QTest.mouseClick(kiosk.view, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    kiosk.lay_out()
    assert kiosk.text("leaveTitle") == "Staff: leave the kiosk"
    assert not kiosk.sees("talkButton")
    for digit in CODE:
        kiosk.click(f"leave{digit}")
    kiosk.click("leaveDone")
    assert not kiosk.view.isVisible()


def test_whoever_came_there_by_chance_goes_back_to_where_they_were(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.model.show_today()
    kiosk.model.ask_to_leave()
    kiosk.lay_out()
    kiosk.click("leaveBack")
    kiosk.lay_out()
    assert kiosk.sees("todayScreen")


def test_the_call_button_works_over_the_pad(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.model.ask_to_leave()
    kiosk.lay_out()
    kiosk.touch("callButton")
    assert len(kiosk.bench.memory.events) == 1


def test_a_screen_that_changes_is_filled_again(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    mode = KioskMode(kiosk.view)
    mode.begin()
    kiosk.view.setWindowStates(Qt.WindowState.WindowNoState)
    kiosk.view.resize(QSize(300, 200))
    screen = QGuiApplication.primaryScreen()
    screen.geometryChanged.emit(screen.geometry())
    mode._settling.timeout.emit()
    assert kiosk.view.geometry() == screen.geometry()
    assert kiosk.view.windowStates() & Qt.WindowState.WindowFullScreen
    mode.let_go()


def test_turning_the_screen_keeps_what_is_on_it(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.touch("talkButton")
    kiosk.write("My dau")
    for size in ((800, 1280), (1280, 800)):
        kiosk.view.resize(*size)
        kiosk.lay_out()
        assert kiosk.find("talkField").property("text") == "My dau"
    kiosk.touch("callButton")
    assert len(kiosk.bench.memory.events) == 1
