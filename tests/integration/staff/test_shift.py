"""The Shift page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget
from staff_house import Desk, DiskError, House
from test_sign_in import press

from app.alerts import Outcome
from app.audit import AuditAction
from app.identity import Resident
from app.safety import DangerKind, Level

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def busy(desk: Desk, house: House, who: dict[str, Resident]) -> Desk:
    """Three alerts, of which one helped, one was false and one is open."""
    rosa = house.staff.by_login("rosa")
    given = ((who["June"], Outcome.HELPED), (who["Sven"], Outcome.FALSE_ALARM), (who["Ines"], None))
    for resident, outcome in given:
        desk.do(house.say(resident, "words", Level.URGENT, DangerKind.SUICIDE))
        alert = house.alerts.open_alerts(resident.id)[0]
        house.later(seconds=40)
        if outcome:
            desk.do(house.desk.acknowledge(alert.id, rosa.id))
            desk.do(house.desk.resolve(alert.id, rosa.id, outcome))
    desk.do(house.call(who["Arthur"]))
    for action in (AuditAction.DISCLOSED, AuditAction.DISCLOSED, AuditAction.SENTENCE_WITHHELD):
        house.note(action)
    desk.sign_in()
    press(desk, Qt.Key.Key_4, CONTROL)
    return desk


def test_figures_by_source_and_level(busy: Desk) -> None:
    seen = busy.texts().splitlines()
    for line in ("4", "alerts", "50 %", "actionable, below the target of 70 %", "0:40"):
        assert line in seen
    rows = [x.accessibleName() for x in busy.window.findChildren(object) if _is_row(x)]
    assert sorted(rows) == [
        "Call button. Alerts: 1, Resolved: 0, Actionable: –",
        "Urgent. Alerts: 4, Resolved: 2, Actionable: 50 %",
        "Words. Alerts: 3, Resolved: 2, Actionable: 50 %",
    ]


def _is_row(part: object) -> bool:
    name = part.accessibleName() if hasattr(part, "accessibleName") else ""
    return "Alerts: " in name and part.isVisible()


def test_too_many_false_alarms_are_said(busy: Desk) -> None:
    said = busy.part("notice").text()
    assert said.startswith("50 % of the resolved alerts were actionable. The target is 70 %")


def test_what_lilo_said(busy: Desk) -> None:
    assert busy.part("speech").text().splitlines() == [
        "said 2 times that it is a computer program",
        "held back one sentence of its own",
    ]


def test_a_quiet_shift(desk: Desk, house: House) -> None:
    desk.sign_in()
    press(desk, Qt.Key.Key_4, CONTROL)
    assert "No alerts in this shift." in desk.texts()
    assert not desk.parts("notice")


def test_what_cannot_be_read_is_said(desk: Desk, house: House) -> None:
    desk.sign_in()
    house.lane.fault = DiskError("The disk is full.")
    press(desk, Qt.Key.Key_4, CONTROL)
    assert desk.part("speech").text() == "This could not be read. The disk is full."


def test_what_was_talked_and_handed_on_names_nobody_by_being_small(
    desk: Desk, house: House, who: dict[str, Resident]
) -> None:
    for given in ("June", "Sven", "Ines"):
        desk.do(house.say(who[given], "words", Level.IMMEDIATE, DangerKind.SUICIDE))
    desk.do(house.say(who["Arthur"], "words", Level.URGENT, DangerKind.VIOLENCE))
    desk.sign_in()
    press(desk, Qt.Key.Key_4, CONTROL)
    talk, referrals = desk.part("talk", QTableWidget), desk.part("referrals", QTableWidget)
    assert cells(talk)[:2] == [["20 Nov 2026", "4", "4"], ["19 Nov 2026", "0", "0"]]
    assert [row[2:] for row in cells(referrals)] == [
        ["3", "3", "3"],
        ["fewer than 3", "0", "fewer than 3"],
    ]
    assert {row[0] for row in cells(referrals)} == {"November 2026"}


def cells(table: QTableWidget) -> list[list[str]]:
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]
