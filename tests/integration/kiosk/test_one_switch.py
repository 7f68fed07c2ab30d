"""Scanning for whoever has one switch, on the real window; the tests move its ring by hand."""

from dataclasses import replace

import pytest
from kiosk_driver import Kiosk, OpenKiosk
from kiosk_scenes import SCENES, opening, set_scene
from kiosk_thinning import some
from PySide6.QtCore import QMetaObject, Qt

from app.identity import Preferences
from ui.kiosk.inputs import Screen

FAR_S = 15.0


def scanning(kiosk: Kiosk) -> None:
    preferences = replace(kiosk.model._state.inputs.preferences, scan_s=FAR_S)
    kiosk.model._state.change(preferences=preferences)
    kiosk.lay_out()


def onward(kiosk: Kiosk) -> None:
    QMetaObject.invokeMethod(kiosk.part("switchRing"), "onward")


def on(kiosk: Kiosk) -> str:
    """What the ring is on; a row of keys is named by its first."""
    stop = kiosk.part("switchRing").property("stop").toVariant()
    return str(stop[0].objectName())


def one_round(kiosk: Kiosk) -> list[str]:
    seen: list[str] = []
    while on(kiosk) not in seen:
        seen.append(on(kiosk))
        onward(kiosk)
    return seen


def press_on(kiosk: Kiosk, name: str) -> None:
    for _ in range(80):
        if on(kiosk) == name:
            break
        onward(kiosk)
    assert on(kiosk) == name
    kiosk.key(Qt.Key.Key_F7)


def test_nothing_is_scanned_unless_it_was_chosen(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    assert not kiosk.part("switchRing").property("isOn")
    assert not kiosk.part("switchRingLine").property("visible")
    kiosk.key(Qt.Key.Key_F7)
    assert kiosk.model.frame.screen == "home"


def test_the_ring_goes_in_reading_order_and_ends_with_the_call_button(
    open_kiosk: OpenKiosk,
) -> None:
    kiosk = open_kiosk()
    scanning(kiosk)
    assert one_round(kiosk) == ["talkButton", "todayButton", "moreButton", "callButton"]
    ring, button = kiosk.find("switchRingLine"), kiosk.find(on(kiosk))
    assert kiosk.rect(ring).contains(kiosk.rect(button))


@pytest.mark.parametrize("scene", some(SCENES, 1, 12))
def test_the_call_button_comes_in_each_round_and_all_that_can_be_touched(
    open_kiosk: OpenKiosk, scene: str
) -> None:
    kiosk = open_kiosk(**opening(scene))
    set_scene(kiosk, scene)
    scanning(kiosk)
    seen = one_round(kiosk)
    assert seen[-1] == "callButton"
    there = {
        item.objectName()
        for item in kiosk.items()
        if item.property("activeFocusOnTab") and item.isEnabled()
    }
    keys = {name for name in there if name.startswith("key")}
    assert there - keys - {"talkField"} <= set(seen)
    assert bool(keys) is any(name.startswith("key") for name in seen)


def test_any_key_presses_what_the_ring_is_on(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    scanning(kiosk)
    press_on(kiosk, "todayButton")
    assert kiosk.model.frame.screen == "today"
    press_on(kiosk, "homeButton")
    assert kiosk.model.frame.screen == "home"
    press_on(kiosk, "callButton")
    assert len(kiosk.bench.memory.events) == 1


def test_letters_are_written_row_by_row(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    scanning(kiosk)
    press_on(kiosk, "talkButton")
    assert kiosk.sees("talkField")
    press_on(kiosk, "key0")
    assert one_round(kiosk)[-1] == "callButton"
    press_on(kiosk, "key2")
    assert kiosk.model.talk.draft == "C"
    # After two rounds in a row the ring goes on with the others.
    for _ in range(40):
        onward(kiosk)
    assert "sendButton" in one_round(kiosk)


def test_a_key_that_is_held_and_staffs_shortcut_press_nothing(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    scanning(kiosk)
    assert on(kiosk) == "talkButton"
    kiosk.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert kiosk.model.frame.screen == "home"
    kiosk.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert kiosk.model.frame.overlay == "leave"


def test_another_screen_begins_anew_and_the_page_sets_it(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.model._state.change(screen=Screen.SCAN, path=(Screen.HOME, Screen.LOOKS))
    kiosk.settle()
    kiosk.touch("choice1")
    assert kiosk.model.frame.scan_ms == 4000
    assert on(kiosk) == "choice0"
    press_on(kiosk, "homeButton")
    assert on(kiosk) == "talkButton"
    assert kiosk.bench.memory.preferences.kept[kiosk.bench.resident.id] == Preferences(scan_s=4.0)
