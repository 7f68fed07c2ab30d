"""What is heard while somebody waits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from staff_house import CountingChime, Desk, House
from test_sign_in import press

from app.identity import Resident
from app.safety import DangerKind, Level
from ui.shared.chime import Sound
from ui.shared.spawner import QueuedSpawner
from ui.staff.window import StaffWindow


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


class Plugged:
    """A loudspeaker that can be pulled out."""

    def __init__(self) -> None:
        self.name = "Desk speaker"
        self.listeners = []

    def on_change(self, listener: object) -> None:
        self.listeners.append(listener)

    def pull(self) -> None:
        self.name = ""
        for listener in self.listeners:
            listener()


def test_only_the_mildest_signal_can_be_muted_and_everybody_sees_it(
    desk: Desk, house: House, chime: CountingChime, who: dict[str, Resident]
) -> None:
    desk.sign_in()
    QTest.mouseClick(desk.part("muteLow"), Qt.MouseButton.LeftButton)
    desk.settle()
    assert "Low signals are muted" in desk.texts()
    hard = ("Says that eating is not worth it",)
    desk.do(house.say(who["Ines"], "Why eat", Level.ELEVATED, DangerKind.GIVING_UP_CARE, hard))
    assert chime.rung == []
    assert "Ines Duarte" in desk.texts()
    desk.do(house.call(who["June"]))
    desk.do(house.say(who["Sven"], "Fire!", Level.IMMEDIATE, DangerKind.FIRE_SURROUNDINGS))
    assert chime.rung == [Sound.MEDIUM, Sound.HIGH]
    desk.window.lock()
    desk.settle()
    desk.sign_in("rosa")
    assert "Low signals are muted" not in desk.texts()


def test_a_loudspeaker_that_goes_is_said_before_anything_rings(
    qtbot: QtBot, house: House, chime: CountingChime, spawner: QueuedSpawner
) -> None:
    outlet = Plugged()
    window = StaffWindow(house.services, spawner, chime, outlet=outlet)
    qtbot.addWidget(window)
    window.show()
    desk = Desk(house, window, spawner)
    desk.settle()
    desk.sign_in()
    assert "on Desk speaker" in desk.texts()
    QTest.mouseClick(desk.part("testSound"), Qt.MouseButton.LeftButton)
    assert chime.rung == [Sound.LOW]
    outlet.pull()
    desk.settle()
    assert "no loudspeaker was found" in desk.texts()
    window.close()
    desk.settle()
