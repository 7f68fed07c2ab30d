"""The pages of residents, people, knowledge and system, on a real facility."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTabWidget,
)
from staff_house import Desk

from app.bootstrap import Lilo, prepare_basics
from app.demo.facility import DEMO_PASSPHRASE
from app.identity import ConsentKind, Role
from app.station.window import WindowChoice, WindowChoiceError
from ui.staff.audit.audit_export import AuditExportBar
from ui.staff.pages import Page


def enter(desk: Desk, login: str, page: Page) -> None:
    desk.window.sign_in(login, DEMO_PASSPHRASE)
    desk.settle()
    desk.window.show_page(page)
    desk.settle()
    assert desk.window.page is page


def click(desk: Desk, name: str) -> None:
    QTest.mouseClick(desk.part(name), Qt.MouseButton.LeftButton)
    desk.settle()


def actions(lilo: Lilo) -> list[str]:
    with lilo.database.reading() as unit:
        return [entry.action for entry in unit.audit.latest(40)]


def test_a_record_its_consents_and_a_conversation(at_work: Desk, lilo: Lilo) -> None:
    enter(at_work, "dana", Page.RESIDENTS)
    assert "resident.opened" not in actions(lilo)
    find = at_work.part("findResident", QLineEdit)
    find.setText("ellis")
    QTest.keyClick(find, Qt.Key.Key_Return)
    at_work.settle()
    assert "Margaret Ellis" in at_work.part("residentName").text()
    assert actions(lilo)[0] == "resident.opened"
    called = at_work.part("knownAs", QLineEdit)
    called.setText("Peggy")
    click(at_work, "saveProfile")
    assert "Saved." in at_work.texts()
    tabs = at_work.part("residentTabs", QTabWidget)
    tabs.setCurrentIndex(4)
    at_work.settle()
    click(at_work, "openConversation")
    assert "has not agreed" in at_work.texts()
    tabs.setCurrentIndex(2)
    at_work.settle()
    consents = at_work.part("consents", QTableWidget)
    consents.selectRow(list(ConsentKind).index(ConsentKind.CONVERSATIONS_READ))
    at_work.part("consentWho", QLineEdit).setText("Margaret Ellis")
    click(at_work, "giveConsent")
    assert "Recorded" in at_work.texts()
    tabs.setCurrentIndex(4)
    at_work.settle()
    click(at_work, "openConversation")
    assert "Nothing has been said yet." in at_work.texts()
    assert actions(lilo)[0] == "resident.conversation_opened"
    at_work.part("glassReason", QLineEdit).setText("She cannot be woken")
    click(at_work, "breakGlass")
    # The notice on the page, and who has it at the foot of the bar.
    assert at_work.texts().count("Glass is broken") == 2
    assert "Dana Whitfield, RN, until" in at_work.texts()
    model, until = at_work.window._models.residents, at_work.window._models.residents.glass.until
    model.follow_time(until - timedelta(seconds=1))
    assert model.may_open_closed
    at_work.window._clock = lambda: until
    at_work.window._shell.tick(until)
    assert not model.may_open_closed
    assert "Glass is broken" not in at_work.texts()
    assert at_work.part("glassReason").isVisible()
    at_work.window.lock()
    at_work.settle()
    assert "Ellis" not in at_work.texts(hidden=True)
    # An emptied number keeps its unit.
    fields = at_work.window.findChildren(QLineEdit)
    kept = {one.objectName(): one.text() for one in fields if one.text()}
    assert not re.search(r"\d", kept.pop("qt_spinbox_lineedit", ""))
    assert kept == {}


def test_withdrawing_memory_asks_twice(at_work: Desk, lilo: Lilo) -> None:
    enter(at_work, "dana", Page.RESIDENTS)
    QTest.keyClick(at_work.part("findResident"), Qt.Key.Key_Return)
    at_work.settle()
    at_work.part("residentTabs", QTabWidget).setCurrentIndex(2)
    at_work.settle()
    table = at_work.part("consents", QTableWidget)
    table.selectRow(list(ConsentKind).index(ConsentKind.MEMORY))
    at_work.part("consentWho", QLineEdit).setText("Arthur Pell")
    click(at_work, "withdrawConsent")
    assert "Press once more" in at_work.texts()
    assert actions(lilo)[0] == "resident.opened"
    click(at_work, "withdrawConsent")
    assert actions(lilo)[:2] == ["resident.opened", "resident.consent_recorded"]


def test_who_may_not_edit_takes_nobody_in(at_work: Desk) -> None:
    enter(at_work, "rosa", Page.RESIDENTS)
    assert not at_work.part("somebodyMovesIn").isEnabled()


def test_an_administrator_looks_after_staff(at_work: Desk, lilo: Lilo) -> None:
    enter(at_work, "marcus", Page.PEOPLE)
    table = at_work.part("staff", QTableWidget)
    logins = [table.item(row, 1).text() for row in range(table.rowCount())]
    assert logins == ["rosa", "leah", "marcus", "dana"]
    for name, text in (("newLogin", "iris"), ("newGiven", "Iris"), ("newFamily", "Vale")):
        at_work.part(name, QLineEdit).setText(text)
    at_work.part("newPassphrase", QLineEdit).setText("short")
    click(at_work, "addStaff")
    assert "at least 15" in at_work.texts()
    at_work.part("newPassphrase", QLineEdit).setText("plum jam in a cold cellar")
    click(at_work, "addStaff")
    assert "Added." in at_work.texts()
    table.selectRow(0)
    at_work.settle()
    roles = [box for box in at_work.window.findChildren(QComboBox) if box.isVisible()]
    roles[0].setCurrentIndex(list(Role).index(Role.NURSE))
    click(at_work, "setRole")
    with lilo.database.reading() as unit:
        assert unit.staff.by_login("rosa").role is Role.NURSE
        assert unit.staff.credential(unit.staff.by_login("iris").id).must_change


def test_the_emergency_stop_needs_a_second_press(at_work: Desk, lilo: Lilo) -> None:
    enter(at_work, "marcus", Page.SYSTEM)
    parts = at_work.part("parts", QTableWidget)
    assert parts.rowCount() >= 10
    # Enter and Space, meant for the page before, stop nothing.
    assert QApplication.focusWidget() is parts
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(parts, key)
    at_work.settle()
    stop = at_work.part("emergencyStop")
    assert stop.text() == "Emergency stop"
    click(at_work, "emergencyStop")
    assert "Press once more" in stop.text()
    at_work.window.show_page(Page.AUDIT)
    at_work.window.show_page(Page.SYSTEM)
    at_work.settle()
    assert stop.text() == "Emergency stop"
    with lilo.database.reading() as unit:
        assert unit.generation.last_stop() is None
    click(at_work, "emergencyStop")
    click(at_work, "emergencyStop")
    assert "is stopped" in at_work.texts()
    with lilo.database.reading() as unit:
        assert unit.generation.last_stop().stopped
    click(at_work, "allowGeneration")
    with lilo.database.reading() as unit:
        assert not unit.generation.last_stop().stopped


def test_an_empty_shelf_explains_itself(at_work: Desk) -> None:
    enter(at_work, "dana", Page.KNOWLEDGE)
    assert "No documents of this facility yet" in at_work.texts()
    assert not at_work.part("approve").isEnabled()


def test_somebody_moves_in_moves_out_and_is_back(at_work: Desk, lilo: Lilo) -> None:
    enter(at_work, "dana", Page.RESIDENTS)
    people = at_work.part("residentList", QListWidget)
    before = people.count()
    click(at_work, "somebodyMovesIn")
    for name, text in (("Given", "Ada"), ("Family", "Lane"), ("Room", "14"), ("Born", "1938")):
        at_work.part(f"movesIn{name}", QLineEdit).setText(text)
    click(at_work, "moveIn")
    assert "year, month and day" in at_work.texts()
    at_work.part("movesInBorn", QLineEdit).setText("1938-04-16")
    click(at_work, "moveIn")
    assert "Taken in." in at_work.texts()
    assert at_work.part("residentName").text() == "Ada Lane · Room\u00a014"
    assert people.count() == before + 1
    assert actions(lilo)[:2] == ["resident.opened", "resident.added"]
    click(at_work, "moveOut")
    assert "has moved out" in at_work.part("residentName").text()
    assert people.count() == before
    click(at_work, "showDeparted")
    assert people.count() == before + 1
    click(at_work, "undo")
    assert "has moved out" not in at_work.part("residentName").text()
    assert "resident.returned" in actions(lilo)[:3]
    click(at_work, "moveOut")
    assert "resident.discharged" in actions(lilo)[:3]


def test_the_audit_log_is_handed_out_after_a_second_press(
    at_work: Desk, lilo: Lilo, tmp_path: Path
) -> None:
    enter(at_work, "marcus", Page.AUDIT)
    bar = at_work.window.findChild(AuditExportBar)
    bar.ask_place = lambda _parent, _title: str(tmp_path / "log")
    click(at_work, "exportAudit")
    assert "never names" in at_work.part("auditExportWarning").text()
    assert not list(tmp_path.iterdir())
    click(at_work, "exportAuditGo")
    assert actions(lilo)[0] == "audit.exported"
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "log.jsonl",
        "log.jsonl.manifest.json",
        "log.jsonl.pem",
        "log.jsonl.sig",
    ]
    assert "signed by key" in at_work.texts()


def test_how_the_window_looks_is_kept_for_its_next_start(at_work: Desk, lilo: Lilo) -> None:
    enter(at_work, "dana", Page.NOW)
    menu = at_work.part("display", QPushButton).menu()
    themes, sizes, tongues = (action.menu() for action in menu.actions())
    assert [action.text() for action in sizes.actions() if action.isChecked()] == ["100 %"]
    themes.actions()[1].trigger()
    at_work.settle()
    sizes.actions()[3].trigger()
    at_work.settle()
    tongues.actions()[1].trigger()
    at_work.settle()
    assert "opened next" in at_work.part("displaySaid").text()
    staff = prepare_basics(lilo.basics.root).settings.staff
    assert (staff.theme, staff.text_scale, staff.language) == ("dark", 1.6, "es")
    # IT's other settings stay as they are.
    assert staff.shift_starts == lilo.basics.settings.staff.shift_starts


@pytest.mark.parametrize(("theme", "scale", "language"), [("pink", 1, "en"), ("dark", 3, "en")])
def test_a_look_that_is_not_offered_is_refused(theme: str, scale: float, language: str) -> None:
    with pytest.raises(WindowChoiceError):
        WindowChoice(theme, scale, language)
