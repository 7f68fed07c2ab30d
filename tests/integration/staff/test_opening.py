"""From an alert, a tile and a watch line to the resident's record; on a real facility."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from staff_house import Desk, House
from test_now import cards, click, danger, within
from test_records_written import at_work, lilo
from test_sign_in import press

from app.alerts import AlertCause, AlertSource
from app.bootstrap import Lilo
from app.safety import Level
from ui.staff.pages import Page

__all__ = ["at_work", "danger", "lilo"]


def whose(desk: Desk) -> str:
    """Return whose record is open."""
    assert desk.window.page is Page.RESIDENTS
    name = desk.part("residentName", QLabel)
    return name.text().replace("\u00a0", " ")


def test_from_an_alert_by_key_and_from_a_tile_by_key_and_click(at_work: Desk, lilo: Lilo) -> None:
    harold = next(one for one in lilo.residents if one.given_name == "Harold")
    call = AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)
    at_work.do(lilo.desk.raise_alert(harold.id, call))
    press(at_work, Qt.Key.Key_O)
    assert whose(at_work) == "Harold Beck · Room 4"
    at_work.window.show_page(Page.NOW)
    at_work.settle()
    tiles = at_work.part("residents")
    june = next(
        tiles.model().index(at, 0)
        for at in range(tiles.model().rowCount())
        if tiles.model().index(at, 0).data() == "J. Okafor"
    )
    tiles.setFocus()
    tiles.setCurrentIndex(june)
    press(at_work, Qt.Key.Key_Return)
    assert whose(at_work) == "June Okafor · Room 9"
    at_work.window.show_page(Page.NOW)
    at_work.settle()
    click(at_work, within(cards(at_work)[0], "openRecord"))
    assert whose(at_work) == "Harold Beck · Room 4"


def test_a_watch_line_leads_to_the_record(danger: Desk, house: House) -> None:
    arthur = next(r for r in house.residents_by_id.values() if r.given_name == "Arthur")
    house.watch(arthur, "It gets so quiet after supper.")
    danger.window.refresh()
    danger.settle()
    wanted: list[object] = []
    danger.window._models.now._opens_records = True
    danger.window._models.now.opened.connect(wanted.append)
    click(danger, danger.part("watched"))
    assert wanted == [arthur.id]


def test_nothing_leads_to_records_that_are_not_there(danger: Desk) -> None:
    assert within(cards(danger)[0], "openRecord") is None
    press(danger, Qt.Key.Key_O)
    assert danger.window.page is Page.NOW
