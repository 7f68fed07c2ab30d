"""What is heard while somebody waits."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from staff_house import CountingChime, Desk, House
from test_sign_in import press

from app.identity import Resident
from app.safety import DangerKind, Level
from ui.shared.chime import Sound


def test_it_rings_at_once_even_before_anybody_signed_in(
    desk: Desk, house: House, chime: CountingChime, who: dict[str, Resident]
) -> None:
    assert chime.rung == []
    desk.do(house.call(who["June"]))
    assert chime.rung == [Sound.MEDIUM]
    desk.do(house.say(who["Sven"], "Fire!", Level.IMMEDIATE, DangerKind.FIRE_SURROUNDINGS))
    assert chime.rung == [Sound.MEDIUM, Sound.HIGH]


def test_a_milder_one_does_not_interrupt(
    desk: Desk, house: House, chime: CountingChime, who: dict[str, Resident]
) -> None:
    desk.do(house.say(who["Sven"], "Fire!", Level.IMMEDIATE, DangerKind.FIRE_SURROUNDINGS))
    desk.do(house.call(who["June"]))
    assert chime.rung == [Sound.HIGH]


def test_taking_it_makes_it_silent(
    desk: Desk, house: House, chime: CountingChime, who: dict[str, Resident]
) -> None:
    desk.do(house.call(who["June"]))
    desk.sign_in()
    press(desk, Qt.Key.Key_Return)
    assert chime.hushed == 1
    assert chime.rung == [Sound.MEDIUM]


def test_it_rings_again_and_again(
    qtbot: QtBot,
    desk: Desk,
    house: House,
    chime: CountingChime,
    who: dict[str, Resident],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.staff.live.alarm.EVERY_MS", dict.fromkeys(Sound, 30))
    desk.do(house.call(who["June"]))
    qtbot.waitUntil(lambda: len(chime.rung) >= 3, timeout=20_000)
    assert set(chime.rung) == {Sound.MEDIUM}


def test_silence_on_this_machine_is_said(
    desk: Desk, house: House, chime: CountingChime, who: dict[str, Resident]
) -> None:
    chime.can_be_heard = False
    desk.do(house.call(who["June"]))
    desk.sign_in()
    assert "No sound on this screen" in desk.texts()
    assert "an alarm rang and could not be heard" in desk.texts()


def test_a_silenced_room_call_is_no_longer_heard(
    desk: Desk, house: House, chime: CountingChime
) -> None:
    house.keep_call("3")
    desk.window.refresh()
    desk.settle()
    assert chime.rung == [Sound.MEDIUM]
    desk.sign_in()
    desk.part("silence").click()
    desk.settle()
    assert chime.hushed == 1
    house.later(seconds=5)
    house.keep_call("4")
    desk.window.refresh()
    desk.settle()
    assert chime.rung == [Sound.MEDIUM, Sound.MEDIUM]


def test_closing_the_window_is_silence(
    desk: Desk, house: House, chime: CountingChime, who: dict[str, Resident]
) -> None:
    desk.do(house.call(who["June"]))
    desk.window.close()
    assert chime.hushed == 1
