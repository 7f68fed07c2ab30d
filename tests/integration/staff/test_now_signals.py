"""On the Now page: time running out, lamps, signals that come anew, and what was really shown."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from staff_house import CountingChime, Desk, DiskError, House
from test_now import cards, within
from test_sign_in import press

from app.alerts import Alert, AlertCause, AlertEventKind, AlertSource, JournalledCall
from app.identity import Resident
from app.safety import DangerKind, Level
from ui.shared.chime import Sound
from ui.shared.spawner import QueuedSpawner
from ui.staff.look.priority import Priority, colours_of
from ui.staff.look.signal import SIGNALS
from ui.staff.now.card_column import CardColumn
from ui.staff.pages import Page
from ui.staff.window import StaffWindow

MEDIUM = SIGNALS[Sound.MEDIUM]
RED, BLUE = colours_of(Priority.IMMEDIATE), colours_of(Priority.CALL)


@pytest.fixture
def danger(desk: Desk, house: House, who: dict[str, Resident]) -> Desk:
    """Margaret in danger for 18 seconds; Dana has just signed in."""
    said = ("Says means are at hand",)
    desk.do(
        house.say(who["Margaret"], "I’ve saved them up", Level.IMMEDIATE, DangerKind.SUICIDE, said)
    )
    house.later(seconds=18)
    desk.sign_in()
    return desk


def only(house: House) -> Alert:
    (alert,) = house.alerts.open_alerts()
    return alert


def events(house: House, kind: AlertEventKind) -> list[Any]:
    return [e for history in house.events.values() for e in history if e.kind is kind]


def test_time_runs_out_without_reading_anything(danger: Desk, house: House, qtbot: QtBot) -> None:
    assert within(cards(danger)[0], "due").text() == "passed on in 0:12"
    house.later(seconds=5)
    reads = house.lane.reads
    danger.window._on_second()
    assert within(cards(danger)[0], "due").text() == "passed on in 0:07"
    assert house.lane.reads == reads


def test_passed_on_and_taken_and_not_resolved(danger: Desk, house: House) -> None:
    house.later(seconds=12)
    danger.do(house.desk.escalate_due(only(house).id))
    assert "Nobody took it in time. Passed on to emergency line, physician" in danger.texts()
    press(danger, Qt.Key.Key_Return)
    assert within(cards(danger)[0], "due").text() == "sounds again in 10:00 unless resolved"
    house.later(minutes=10)
    danger.do(house.desk.escalate_due(only(house).id))
    assert "Dana took this at 18:42. Not resolved for 10 min, sounding again." in danger.texts()
    assert "graver" not in danger.texts()
    # One key takes it, and two close it.
    for key in (Qt.Key.Key_Return, Qt.Key.Key_R, Qt.Key.Key_1):
        press(danger, key)
    assert not house.alerts.open_alerts()


def test_the_emergency_panel(danger: Desk) -> None:
    card = cards(danger)[0]
    assert within(card, "emergencyNumber").text() == "112"
    assert "Willow House, 4 Willow Lane, Ardmore. We need help in room 12" in (
        within(card, "emergencySay").text()
    )
    assert within(card, "emergency").accessibleName() == "Emergency call 112"


def test_a_painted_card_is_delivered_once_for_each_alarm(danger: Desk, house: House) -> None:
    assert [e.note for e in events(house, AlertEventKind.DELIVERED)] == ["Nurses’ station"]
    danger.window.grab()
    danger.window.refresh()
    danger.settle()
    assert len(events(house, AlertEventKind.DELIVERED)) == 1
    house.later(seconds=12)
    danger.do(house.desk.escalate_due(only(house).id))
    danger.settle()
    assert len(events(house, AlertEventKind.DELIVERED)) == 2
    assert only(house).delivered_at == house.now


def test_what_nobody_sees_is_not_delivered(
    desk: Desk, house: House, who: dict[str, Resident]
) -> None:
    desk.sign_in()
    desk.window.show_page(Page.SHIFT)
    desk.do(house.call(who["June"]))
    assert not events(house, AlertEventKind.DELIVERED)
    desk.window.show_page(Page.NOW)
    desk.settle()
    assert len(events(house, AlertEventKind.DELIVERED)) == 1


def test_a_delivery_that_was_not_recorded_is_told_again(
    desk: Desk, house: House, who: dict[str, Resident], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    async def fails(*asked: object) -> None:
        tried.append(asked)
        raise DiskError("The disk is full.")

    desk.sign_in()
    with monkeypatch.context() as patched:
        patched.setattr(house.desk, "delivered", fails)
        desk.do(house.call(who["June"]))
        desk.settle()
        assert tried
        assert not events(house, AlertEventKind.DELIVERED)
    desk.window.grab()
    desk.settle()
    assert len(events(house, AlertEventKind.DELIVERED)) == 1


def test_lamps_flash_while_it_waits_and_rest_when_taken(
    danger: Desk, house: House, who: dict[str, Resident]
) -> None:
    danger.do(house.call(who["June"]))
    beacon = danger.window.findChild(CardColumn)._beacon
    grave, call = cards(danger)
    beacon.turn(Sound.HIGH)
    assert (grave.lamp, call.lamp) == (RED.pale, BLUE.edge)
    beacon.turn(Sound.MEDIUM)
    beacon.turn(Sound.HIGH)
    assert (grave.lamp, call.lamp) == (RED.edge, BLUE.pale)
    assert beacon.is_flashing(Sound.HIGH)
    press(danger, Qt.Key.Key_Return)
    assert not beacon.is_flashing(Sound.HIGH)
    assert beacon.is_flashing(Sound.MEDIUM)
    danger.window.show_page(Page.SHIFT)
    assert not beacon.is_flashing(Sound.MEDIUM)
    danger.window.show_page(Page.NOW)
    assert beacon.is_flashing(Sound.MEDIUM)


def test_with_reduced_motion_lamps_are_steady(
    qtbot: QtBot,
    house: House,
    chime: CountingChime,
    spawner: QueuedSpawner,
    who: dict[str, Resident],
) -> None:
    window = StaffWindow(house.services, spawner, chime, has_motion=False)
    qtbot.addWidget(window)
    window.show()
    still = Desk(house, window, spawner)
    still.do(house.call(who["June"]))
    still.sign_in()
    assert cards(still)[0].lamp == BLUE.edge
    assert not window.findChild(CardColumn)._beacon.is_flashing(Sound.MEDIUM)
    window.close()
    still.settle()


def test_an_alarm_that_sounds_anew_is_heard_at_once(
    desk: Desk, house: House, chime: CountingChime, who: dict[str, Resident]
) -> None:
    desk.do(house.call(who["June"]))
    alarm = desk.window._alarm

    class LongAgo:
        def elapsed(self) -> int:
            return MEDIUM.burst_ms

        def restart(self) -> None:
            return

    alarm._since_ring = LongAgo()
    house.later(seconds=300)
    desk.do(house.desk.escalate_due(only(house).id))
    assert chime.rung == [Sound.MEDIUM, Sound.MEDIUM]
    desk.window.refresh()
    desk.settle()
    assert chime.rung == [Sound.MEDIUM, Sound.MEDIUM]


def test_a_burst_is_not_cut_short_by_another_of_its_kind(
    desk: Desk, house: House, chime: CountingChime, who: dict[str, Resident]
) -> None:
    desk.do(house.call(who["June"]))
    desk.window._alarm._since_ring.elapsed = lambda: MEDIUM.burst_ms - 1
    desk.do(house.call(who["Ines"]))
    assert chime.rung == [Sound.MEDIUM]


def test_a_call_in_distress_sounds_high(
    desk: Desk, house: House, chime: CountingChime, who: dict[str, Resident]
) -> None:
    cause = AlertCause(AlertSource.CALL_BUTTON, Level.IMMEDIATE)
    desk.do(house.desk.raise_alert(who["June"].id, cause))
    assert chime.rung == [Sound.HIGH]
    desk.sign_in()
    assert cards(desk)[0].badge.text() == "▲▲● CALL"


def test_a_kept_call_in_distress_sounds_high_and_can_be_silenced(
    desk: Desk, house: House, chime: CountingChime
) -> None:
    house.journal.keep(JournalledCall("3", house.now, level=Level.IMMEDIATE))
    desk.window.refresh()
    desk.settle()
    assert chime.rung == [Sound.HIGH]
    desk.sign_in()
    assert desk.part("roomCall").accessibleName() == "▲▲● CALL. Room 3"
    desk.part("silence").click()
    desk.settle()
    assert chime.hushed == 1


def test_messages_outside_are_on_the_card(danger: Desk, house: House) -> None:
    house.outbox.keep(house.now, alert_id=only(house).id, target="Doctor’s phone")
    danger.window.refresh()
    danger.settle()
    assert "Doctor’s phone (nurse): given up 18:42" in danger.texts()


def test_the_first_answer_counts_for_the_shift(danger: Desk, house: House) -> None:
    press(danger, Qt.Key.Key_Return)
    house.later(minutes=10)
    danger.do(house.desk.escalate_due(only(house).id))
    press(danger, Qt.Key.Key_Return)
    assert only(house).acknowledged_at == house.now
    assert "0:18" in danger.texts().splitlines()
    assert "answered after 0:18" in danger.texts()
    assert "10:18" not in danger.texts()


def test_without_routes_and_number_nothing_is_made_up(
    qtbot: QtBot,
    house: House,
    chime: CountingChime,
    spawner: QueuedSpawner,
    who: dict[str, Resident],
) -> None:
    house.services.board.reader._routes = None
    services = replace(house.services, emergency=None, reviews=None, messages=None, figures=None)
    window = StaffWindow(services, spawner, chime)
    qtbot.addWidget(window)
    window.show()
    bare = Desk(house, window, spawner)
    bare.do(house.say(who["Sven"], "Fire!", Level.IMMEDIATE, DangerKind.FIRE_SURROUNDINGS))
    bare.sign_in()
    assert not bare.parts("due")
    assert not bare.parts("emergency")
    assert not bare.parts("page3")
    assert not bare.parts("page4")
    window.show_page(Page.REVIEW)
    assert bare.part("title").text() == "Now"
    window.show_page(Page.SHIFT)
    bare.settle()
    assert not bare.parts("speech")
    window.close()
    bare.settle()
