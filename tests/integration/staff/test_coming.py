"""Being with the resident, giving back what was taken by mistake, and opening the record."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from staff_house import CountingChime, Desk, House
from test_now import ENTER, cards, click, danger, within
from test_sign_in import press

from app.alerts import Alert, AlertStatus, Outcome
from app.identity import Resident
from ui.shared.chime import Sound

__all__ = ["danger"]

A, R = Qt.Key.Key_A, Qt.Key.Key_R
UNDO = Qt.Key.Key_Z


def margarets(house: House) -> Alert:
    return next(alert for alert in house.alerts.open_alerts() if alert.cause.words)


def undo(desk: Desk) -> None:
    press(desk, UNDO, Qt.KeyboardModifier.ControlModifier)


def test_one_key_says_that_somebody_is_there(danger: Desk, house: House) -> None:
    press(danger, ENTER)
    press(danger, A)
    dana = house.staff.by_login("dana")
    assert margarets(house).arrived_by == dana.id
    assert "you are with them" in danger.texts()
    assert within(cards(danger)[0], "arrived") is None


def test_others_see_who_is_there_and_may_join_them(danger: Desk, house: House) -> None:
    rosa = house.staff.by_login("rosa")
    alert = margarets(house)
    danger.do(house.desk.acknowledge(alert.id, rosa.id))
    danger.do(house.desk.arrive(alert.id, rosa.id))
    assert "Rosa is with them" in danger.texts()
    click(danger, within(cards(danger)[0], "arrived"))
    assert "you are with them" in danger.texts()
    # It is still Rosa's.
    assert margarets(house).acknowledged_by == rosa.id


def test_nobody_is_there_before_somebody_goes(danger: Desk, house: House) -> None:
    press(danger, A)
    assert margarets(house).arrived_by is None


def test_ctrl_z_gives_back_what_was_taken_and_it_rings_at_once(
    danger: Desk, house: House, chime: CountingChime
) -> None:
    press(danger, ENTER)
    chime.rung.clear()
    undo(danger)
    alert = margarets(house)
    assert (alert.status, alert.alarms) == (AlertStatus.WAITING, 2)
    assert chime.rung == [Sound.HIGH]
    assert "Given back: Margaret Ellis" in danger.part("notice").text()
    assert "Dana gave this back." in danger.texts()
    # Once is enough.
    undo(danger)
    assert margarets(house) == alert


def test_the_button_gives_back_what_one_has(danger: Desk, house: House) -> None:
    press(danger, ENTER)
    click(danger, within(cards(danger)[0], "release"))
    assert margarets(house).status is AlertStatus.WAITING


def test_what_somebody_else_has_stays_with_them(danger: Desk, house: House) -> None:
    danger.do(house.desk.acknowledge(margarets(house).id, house.staff.by_login("rosa").id))
    assert within(cards(danger)[0], "release") is None
    undo(danger)
    assert margarets(house).status is AlertStatus.ACKNOWLEDGED


def test_an_administrator_gives_back_what_anybody_has(desk: Desk, house: House) -> None:
    margaret = next(r for r in house.residents_by_id.values() if r.given_name == "Margaret")
    desk.do(house.call(margaret))
    (alert,) = house.alerts.open_alerts()
    desk.do(house.desk.acknowledge(alert.id, house.staff.by_login("rosa").id))
    desk.sign_in("marcus")
    click(desk, within(cards(desk)[0], "release"))
    assert house.alerts.open_alerts()[0].status is AlertStatus.WAITING


def test_nothing_is_undone_by_whoever_sits_down_next(
    danger: Desk, house: House, who: dict[str, Resident]
) -> None:
    press(danger, ENTER)
    danger.window.lock()
    danger.settle()
    danger.sign_in()
    undo(danger)
    assert margarets(house).status is AlertStatus.ACKNOWLEDGED


def test_who_is_there_resolves_without_waiting_for_the_record(danger: Desk, house: House) -> None:
    press(danger, ENTER)
    for key in (A, R, Qt.Key.Key_4):
        QTest.keyClick(QApplication.focusWidget(), key)
    danger.settle()
    assert [a.outcome for a in house.alerts.resolved_since(house.now)] == [Outcome.FALSE_ALARM]
