"""What it was: resolving an alert by keys and mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from staff_house import Desk, House
from test_now import ENTER, cards, click, danger, within
from test_sign_in import press, write

from app.alerts import Outcome
from app.identity import Resident

__all__ = ["danger"]

OUTCOMES = [
    (Qt.Key.Key_1, Outcome.HELPED),
    (Qt.Key.Key_2, Outcome.TREATED),
    (Qt.Key.Key_3, Outcome.REASSURED),
    (Qt.Key.Key_4, Outcome.FALSE_ALARM),
]


def outcomes(house: House) -> list[tuple[Outcome | None, str]]:
    return [(alert.outcome, alert.note) for alert in house.alerts.resolved_since(house.now)]


@pytest.mark.parametrize(("key", "outcome"), OUTCOMES)
def test_two_keys_are_enough_for_every_outcome(
    danger: Desk, house: House, who: dict[str, Resident], key: Qt.Key, outcome: Outcome
) -> None:
    press(danger, ENTER)
    press(danger, Qt.Key.Key_R)
    press(danger, key)
    assert outcomes(house) == [(outcome, "")]
    resolved = house.alerts.resolved_since(house.now)
    assert [alert.resident_id for alert in resolved] == [who["Margaret"].id]
    assert len(cards(danger)) == 1


def test_enter_without_an_outcome_resolves_nothing(danger: Desk, house: House) -> None:
    press(danger, ENTER)
    press(danger, Qt.Key.Key_R)
    press(danger, ENTER)
    assert outcomes(house) == []
    assert "Choose what it was first" in danger.texts()
    press(danger, Qt.Key.Key_4)
    assert outcomes(house) == [(Outcome.FALSE_ALARM, "")]


def test_a_note_with_digits_and_letters_goes_along(danger: Desk, house: House) -> None:
    press(danger, ENTER)
    press(danger, Qt.Key.Key_R)
    press(danger, Qt.Key.Key_N)
    write(danger, "Rang 2 of them, 14 tablets")
    press(danger, ENTER)
    assert outcomes(house) == []
    # With a note a digit only chooses: it may still be corrected.
    press(danger, Qt.Key.Key_1)
    press(danger, Qt.Key.Key_2)
    assert outcomes(house) == []
    press(danger, ENTER)
    assert outcomes(house) == [(Outcome.TREATED, "Rang 2 of them, 14 tablets")]


def test_no_outcome_is_chosen_beforehand(danger: Desk) -> None:
    press(danger, ENTER)
    press(danger, Qt.Key.Key_R)
    chosen = [danger.part(f"outcome_{outcome}").isChecked() for _, outcome in OUTCOMES]
    assert chosen == [False] * 4
    focused = QApplication.focusWidget()
    assert focused is danger.part("outcome_helped")


def test_resolve_by_mouse(danger: Desk, house: House) -> None:
    click(danger, within(cards(danger)[0], "going"))
    click(danger, within(cards(danger)[0], "resolve"))
    click(danger, danger.part("outcome_treated"))
    click(danger, danger.part("confirm"))
    assert outcomes(house) == [(Outcome.TREATED, "")]
