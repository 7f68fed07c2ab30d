"""Screens are made when they are needed, and before that once there is nothing else to do."""

from kiosk_driver import Kiosk, OpenKiosk
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

SCREENS = ("todayScreen", "talkScreen", "crisisScreen", "checkInScreen", "askingOverlay")


def made(kiosk: Kiosk) -> set[str]:
    return {
        name
        for name in SCREENS
        if kiosk.window.root.findChild(QObject, name, Qt.FindChildOption.FindChildrenRecursively)
    }


def test_the_first_screen_waits_for_no_other(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    assert made(kiosk) == set()
    assert kiosk.sees("talkButton")


def test_a_screen_is_there_at_once_when_it_is_asked_for(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.fall_into_crisis()
    assert kiosk.sees("question")
    assert "crisisScreen" in made(kiosk)
    assert "todayScreen" not in made(kiosk)


def test_after_a_moment_all_are_there_and_nothing_has_changed(
    open_kiosk: OpenKiosk, qtbot: QtBot
) -> None:
    kiosk = open_kiosk()
    focus = kiosk.focus
    qtbot.waitUntil(lambda: made(kiosk) == set(SCREENS), timeout=30_000)
    assert kiosk.sees("talkButton")
    assert not any(kiosk.sees(name) for name in SCREENS)
    assert kiosk.focus == focus


def test_one_asked_for_while_it_is_being_made_is_whole(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    screens = kiosk.window.root.findChild(QObject, "screens")
    screens.setProperty("areAwaited", True)
    kiosk.touch("talkButton")
    assert kiosk.sees("sendButton")
    assert kiosk.sees("key0")
