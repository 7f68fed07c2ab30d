"""What tests of the pages of records have in common: pressing, opening, looking it up."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLineEdit,
    QTableWidget,
    QTabWidget,
)
from staff_house import Desk

from app.bootstrap import Lilo
from app.recall.passage import Passage, Scope, StreamName
from ui.staff.pages import Page


def click(desk: Desk, name: str) -> None:
    QTest.mouseClick(desk.part(name), Qt.MouseButton.LeftButton)
    desk.settle()


def actions(lilo: Lilo, count: int = 40) -> list[str]:
    with lilo.database.reading() as unit:
        return [entry.action for entry in unit.audit.latest(count)]


def stories(lilo: Lilo, given: str) -> dict[str, Passage]:
    who = next(one for one in lilo.residents if one.given_name == given)
    with lilo.database.reading() as unit:
        kept = unit.passages.of(Scope(StreamName.LIFE_STORY, who.id))
    return {passage.title: passage for passage in kept}


def open_stories(desk: Desk, name: str) -> QTableWidget:
    desk.window.show_page(Page.RESIDENTS)
    desk.settle()
    find = desk.part("findResident", QLineEdit)
    find.setText(name)
    QTest.keyClick(find, Qt.Key.Key_Return)
    desk.settle()
    desk.part("residentTabs", QTabWidget).setCurrentIndex(1)
    desk.settle()
    return desk.part("stories", QTableWidget)


def choose(desk: Desk, table: QTableWidget, text: str) -> None:
    (item,) = table.findItems(text, Qt.MatchFlag.MatchExactly)
    table.selectRow(item.row())
    desk.settle()
