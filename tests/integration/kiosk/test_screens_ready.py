"""Screens are made when they are needed, and before that once the first has been shown."""

from kiosk_driver import Kiosk, OpenKiosk
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

SCREENS = {"todayScreen", "talkScreen", "crisisScreen", "checkInScreen", "askingOverlay"}


def made(kiosk: Kiosk) -> set[str]:
    return {name for name in SCREENS if kiosk.window.root.findChild(QObject, name)}


def test_the_first_screen_waits_for_no_other(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    assert made(kiosk) == set()
    assert kiosk.sees("talkButton")


def test_a_screen_is_there_at_once_when_it_is_asked_for(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.fall_into_crisis()
    assert kiosk.sees("question")
    assert "todayScreen" not in made(kiosk)


def test_after_a_moment_all_are_there_and_nothing_has_changed(
    open_kiosk: OpenKiosk, qtbot: QtBot
) -> None:
    kiosk = open_kiosk(is_patient=False)
    focus = kiosk.focus
    qtbot.waitUntil(lambda: made(kiosk) == SCREENS, timeout=30_000)
    assert kiosk.sees("talkButton")
    assert not any(kiosk.sees(name) for name in SCREENS)
    assert kiosk.focus == focus


def test_one_asked_for_while_it_is_being_made_is_whole(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.part("screens").setProperty("areAwaited", True)
    assert "talkScreen" not in made(kiosk)
    kiosk.touch("talkButton")
    assert kiosk.sees("sendButton")
    assert kiosk.sees("key0")


def test_what_is_hidden_goes_before_all_changes_its_size_and_comes_back_as_it_was(
    open_kiosk: OpenKiosk,
) -> None:
    kiosk = open_kiosk()
    kiosk.touch("talkButton")
    kiosk.write("Good morning")
    kiosk.model.go_home()
    kiosk.settle()
    assert "talkScreen" in made(kiosk)
    kiosk.window.set_text_scale(1.5)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert "talkScreen" not in made(kiosk)
    kiosk.settle()
    assert kiosk.sees("talkButton")
    kiosk.touch("talkButton")
    assert kiosk.text("talkField") == "Good morning"
    assert kiosk.focus == "talkField"


def test_what_was_hidden_while_the_screen_was_turned_has_its_place(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.touch("todayButton")
    kiosk.model.go_home()
    kiosk.settle()
    kiosk.stand_on((800, 1280), 5.88)
    kiosk.settle()
    kiosk.touch("todayButton")
    home = kiosk.rect(kiosk.find("homeButton"))
    assert home.right() <= 800
    assert home.bottom() > 800
