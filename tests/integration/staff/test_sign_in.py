"""Signing in and locking, as a nurse does it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit
from staff_house import PASSPHRASE, Desk, DiskError, House

from app.identity import Resident
from app.safety import DangerKind, Level
from ui.shared.spawner import QueuedSpawner
from ui.staff.pages import Page

ENTER = Qt.Key.Key_Return


def press(
    desk: Desk,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.keyClick(QApplication.focusWidget() or desk.window, key, modifier)
    desk.settle()


def write(desk: Desk, text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)
    desk.settle()


def test_name_enter_passphrase_enter(desk: Desk) -> None:
    assert "Willow House" in desk.texts()
    assert desk.part("name").hasFocus()
    write(desk, "dana")
    press(desk, ENTER)
    assert desk.part("passphrase").hasFocus()
    write(desk, PASSPHRASE)
    press(desk, ENTER)
    assert desk.part("title").text() == "Now"
    assert desk.part("who").text() == "Dana Whitfield, RN · Garden wing"


def test_the_button_signs_in_too(desk: Desk) -> None:
    desk.part("name").setText("Dana")
    desk.part("passphrase").setText(PASSPHRASE)
    QTest.mouseClick(desk.part("signInButton"), Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.part("title").text() == "Now"


@pytest.mark.parametrize(
    ("name", "passphrase", "message", "focus"),
    [
        ("", "", "Please enter your name.", "name"),
        ("dana", "", "Please enter your passphrase.", "passphrase"),
        (
            "dana",
            "wrong",
            "This name and passphrase do not belong together. Please try again.",
            "passphrase",
        ),
        (
            "nobody",
            "wrong",
            "This name and passphrase do not belong together. Please try again.",
            "passphrase",
        ),
    ],
)
def test_what_is_wrong_is_said_in_words(
    desk: Desk, name: str, passphrase: str, message: str, focus: str
) -> None:
    desk.part("name").setText(name)
    desk.part("passphrase").setText(passphrase)
    QTest.mouseClick(desk.part("signInButton"), Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.part("message").text() == message
    assert desk.part(focus).hasFocus()
    assert not desk.parts("title")


def test_the_passphrase_is_never_readable(desk: Desk) -> None:
    assert desk.part("passphrase").echoMode() is QLineEdit.EchoMode.Password


def test_after_many_failures_the_wait_is_said(desk: Desk) -> None:
    for _ in range(6):
        desk.window.sign_in("dana", "wrong")
        desk.settle()
    assert "too many wrong tries. Please wait 30 seconds." in desk.part("message").text()


def test_a_storage_that_does_not_answer_is_said(desk: Desk, house: House) -> None:
    house.lane.fault = DiskError("The disk is full.", "Free some space.")
    desk.sign_in()
    said = desk.part("message").text()
    assert "Signing in did not work: The disk is full. Free some space." in said
    assert "tell IT" in said


def test_an_unexpected_fault_is_said_without_its_text(desk: Desk, house: House) -> None:
    house.lane.fault = RuntimeError("Margaret's secret")
    desk.sign_in()
    assert "Margaret" not in desk.part("message").text()
    assert "unexpected" in desk.part("message").text()


def test_ctrl_l_hides_everything(desk: Desk, house: House, who: dict[str, Resident]) -> None:
    words = "I’ve been saving them up"
    desk.do(house.say(who["Margaret"], words, Level.IMMEDIATE, DangerKind.SUICIDE))
    house.watch(who["Arthur"], "It is so quiet here")
    desk.sign_in()
    desk.window.show_page(Page.AUDIT)
    desk.settle()
    desk.window.show_page(Page.NOW)
    desk.settle()
    assert words in desk.texts()
    press(desk, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert desk.part("name").hasFocus()
    everything = desk.texts(hidden=True) + desk.window.windowTitle()
    for private in (words, "Margaret", "Ellis", "Whitfield", "quiet", "Pell", "tablets"):
        assert private not in everything
    assert all(view.model().rowCount() == 0 for view in views(desk))
    assert [entry.action for entry in house.entries_kept][-1] == "staff.signed_out"


def views(desk: Desk) -> list[QAbstractItemView]:
    return [v for v in desk.window.findChildren(QAbstractItemView) if v.objectName()]


def test_the_lock_button_locks_and_another_may_sign_in(desk: Desk) -> None:
    desk.sign_in()
    QTest.mouseClick(desk.part("lock"), Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.part("name").text() == ""
    assert desk.part("passphrase").text() == ""
    assert not desk.part("name").isUndoAvailable()
    assert not desk.part("passphrase").isUndoAvailable()
    desk.sign_in("rosa")
    assert desk.part("who").text().startswith("Rosa Almeda, CNA")


def test_keys_of_the_pages_do_nothing_while_locked(
    desk: Desk, house: House, who: dict[str, Resident]
) -> None:
    desk.do(house.call(who["June"]))
    desk.sign_in()
    desk.window.lock()
    desk.settle()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        press(desk, key, Qt.KeyboardModifier.ControlModifier)
    press(desk, ENTER)
    assert not desk.parts("title")
    assert not house.alerts.open_alerts()[0].acknowledged_by


def test_what_is_read_for_somebody_who_left_is_not_kept(
    desk: Desk, house: House, spawner: QueuedSpawner
) -> None:
    desk.sign_in("marcus")
    desk.window.show_page(Page.AUDIT)
    assert spawner.waiting
    desk.window.lock()
    desk.settle()
    assert all(view.model().rowCount() == 0 for view in views(desk))


def test_a_sign_out_that_is_not_recorded_is_said(desk: Desk, house: House) -> None:
    desk.sign_in()
    house.lane.fault = DiskError("The disk is full.")
    desk.window.lock()
    desk.settle()
    assert "the sign-out could not be recorded: The disk is full." in desk.part("message").text()


def test_who_waits_is_seen_before_signing_in_without_name_or_words(
    desk: Desk, house: House, who: dict[str, Resident]
) -> None:
    desk.do(
        house.say(who["Margaret"], "the little white ones", Level.IMMEDIATE, DangerKind.SUICIDE)
    )
    desk.do(house.call(who["June"]))
    house.later(seconds=18)
    desk.window.refresh()
    desk.settle()
    seen = desk.texts()
    assert "2 people are waiting" in seen
    for line in ("▲▲ IMMEDIATE", "Room 12", "0:18 waiting", "● CALL", "Room 9"):
        assert line in seen
    everything = desk.texts(hidden=True) + desk.window.windowTitle()
    for private in ("Margaret", "Ellis", "white ones", "Suicide", "June"):
        assert private not in everything
    assert desk.window.windowTitle() == "(2) Lilo · Willow House"


@pytest.mark.parametrize(("width", "size"), [(1440, 40), (1024, 20)])
def test_rooms_are_large_on_a_screen_for_the_wall(
    desk: Desk, house: House, who: dict[str, Resident], width: int, size: int
) -> None:
    desk.window.resize(width, 640)
    for name in who:
        desk.do(house.call(who[name]))
    desk.settle()
    rooms = [one for one in desk.window.findChildren(QLabel) if one.text().startswith("Room ")]
    shown = [one for one in rooms if one.isVisible()]
    assert shown
    assert {one.font().pixelSize() for one in shown} == {size}
    assert all(one.height() >= one.minimumSizeHint().height() for one in shown)
    left = len(who) - len(shown)
    assert (f"and {left} more" in desk.texts()) is bool(left)
    assert desk.window.width() == width


def test_many_that_wait_are_counted(desk: Desk, house: House) -> None:
    for at in range(30):
        desk.do(house.call(house.add_resident("R", str(at), str(100 + at))))
    assert "30 people are waiting" in desk.texts()
    assert f"and {30 - len(desk.parts('waitingBadge'))} more" in desk.texts()


def test_a_failing_board_never_says_that_nobody_waits(desk: Desk, house: House) -> None:
    assert "Nobody is waiting." in desk.texts()
    house.lane.fault = DiskError("The disk is full.")
    desk.window.refresh()
    desk.settle()
    assert "Nobody is waiting." not in desk.texts()
    assert "may be out of date" in desk.part("boardWarning").text()


def test_a_sign_in_on_its_way_opens_no_other_facility(desk: Desk, house: House) -> None:
    desk.window.sign_in("dana", PASSPHRASE)
    desk.window.attach(house.services)
    desk.settle()
    assert not desk.parts("title")
    assert desk.part("name").isVisible()
