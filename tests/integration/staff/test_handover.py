"""Before going home: what one has goes to a colleague, or back to everybody."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from staff_house import CountingChime, Desk, House
from test_now import ENTER, cards, click, danger, within
from test_sign_in import press

from app.alerts import Alert, AlertStatus
from app.identity import Role
from ui.shared.chime import Sound

__all__ = ["danger"]

CTRL = Qt.KeyboardModifier.ControlModifier


def margarets(house: House) -> Alert:
    return next(alert for alert in house.alerts.open_alerts() if alert.cause.words)


def take_both(desk: Desk) -> None:
    for _ in range(3):
        press(desk, ENTER)


def choices(desk: Desk) -> list[str]:
    choice = desk.part("colleague")
    return [choice.itemText(at) for at in range(choice.count())]


def test_nobody_who_has_nothing_is_asked(danger: Desk) -> None:
    assert not danger.parts("ownAlerts")
    click(danger, danger.part("lock"))
    assert not danger.window.is_signed_in


def test_the_lock_button_asks_once_and_then_locks(danger: Desk, house: House) -> None:
    take_both(danger)
    assert danger.part("ownAlerts").text() == "You still have 2 alerts"
    click(danger, danger.part("lock"))
    assert danger.window.is_signed_in
    assert danger.part("handoverHeading").text() == "You still have 2 alerts"
    assert len(danger.parts("handoverRow")) == 2
    click(danger, danger.part("lock"))
    assert not danger.window.is_signed_in
    danger.sign_in()
    assert not danger.parts("handover")


def test_ctrl_l_locks_at_once(danger: Desk) -> None:
    take_both(danger)
    press(danger, Qt.Key.Key_L, CTRL)
    assert not danger.window.is_signed_in


def test_an_alert_goes_to_a_colleague_by_keys_alone(danger: Desk, house: House) -> None:
    rosa = house.staff.by_login("rosa")
    take_both(danger)
    press(danger, Qt.Key.Key_H, CTRL)
    press(danger, ENTER)
    assert margarets(house).handed_over_by is None, "nobody was chosen"
    press(danger, Qt.Key.Key_Down)
    press(danger, Qt.Key.Key_Down)
    press(danger, ENTER)
    assert margarets(house).acknowledged_by == rosa.id
    assert "Rosa Almeda, CNA has it now." in danger.texts()
    assert danger.part("handoverHeading").text() == "You still have 1 alert"
    assert QApplication.focusWidget() is danger.part("colleague")
    entry = [e for e in house.entries_kept if e.action == "alert.handed_over"][-1]
    assert entry.details["to"] == str(rosa.id)


def test_who_is_handed_an_alert_sees_it_as_theirs_and_says_that_they_go(
    danger: Desk, house: House
) -> None:
    dana, rosa = house.staff.by_login("dana"), house.staff.by_login("rosa")
    take_both(danger)
    danger.do(house.desk.hand_over(margarets(house).id, dana.id, rosa.id))
    press(danger, Qt.Key.Key_L, CTRL)
    danger.sign_in("rosa")
    first = cards(danger)[0]
    assert "Dana handed this to you." in danger.texts()
    assert within(first, "going") is not None
    press(danger, ENTER)
    assert (margarets(house).acknowledged_by, margarets(house).handed_over_by) == (rosa.id, None)
    assert "since you took it" in danger.texts()


def test_what_is_given_back_sounds_and_the_lock_is_next(
    danger: Desk, house: House, chime: CountingChime
) -> None:
    press(danger, ENTER)
    press(danger, Qt.Key.Key_H, CTRL)
    chime.rung.clear()
    click(danger, danger.part("giveBack"))
    assert margarets(house).status is AlertStatus.WAITING
    assert chime.rung == [Sound.HIGH]
    assert danger.part("handoverHeading").text() == "You have no open alerts."
    click(danger, danger.part("handoverLock"))
    assert not danger.window.is_signed_in


def test_colleagues_are_those_who_may_answer_and_who_is_here_comes_first(
    danger: Desk, house: House
) -> None:
    house.add_member("ivo", "Ivo", "Aal", "IT", Role.IT)
    press(danger, ENTER)
    other = danger.house.services.sign_in.sign_in("rosa", "willow trees in the rain", "East")
    danger.do(other)
    press(danger, Qt.Key.Key_H, CTRL)
    assert choices(danger) == [
        "Choose a colleague",
        "Rosa Almeda, CNA · signed in",
        "Marcus Tilley · not signed in",
    ]


def test_escape_leaves_the_panel_and_keys_mean_the_cards_again(danger: Desk, house: House) -> None:
    press(danger, ENTER)
    press(danger, Qt.Key.Key_H, CTRL)
    press(danger, Qt.Key.Key_Escape)
    assert not danger.parts("handover")
    press(danger, Qt.Key.Key_A)
    assert margarets(house).arrived_by is not None
