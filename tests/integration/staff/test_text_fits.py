"""No text of the window is cut off at any size of letters: labels, buttons, lists, cells."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot
from staff_house import CountingChime, Desk, House

from app.bootstrap import Lilo, open_facility
from app.demo.facility import DEMO_PASSPHRASE
from tests.fakes.demo_copies import demo_copy
from ui.handing_over import staff_services
from ui.shared.spawner import QueuedSpawner
from ui.staff.look.parts import ElidedLabel
from ui.staff.pages import Page
from ui.staff.window import StaffWindow


@pytest.fixture(scope="module")
def lilo(models_once: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lilo]:
    made = open_facility(demo_copy(tmp_path_factory.mktemp("house") / "facility"))
    yield made
    made.close()


def cut_off(window: QWidget) -> list[str]:
    """Return what does not fit where it stands, with its text."""
    return [
        told
        for part in window.findChildren(QWidget)
        if part.isVisible() and not isinstance(part, ElidedLabel)
        for kind, measured in _MEASURES
        if isinstance(part, kind)
        for told in measured(part)
    ]


def _button(part: QAbstractButton) -> list[str]:
    is_narrow = part.width() < part.minimumSizeHint().width()
    is_low = part.height() < part.fontMetrics().height()
    return [f"button: {part.text()}"] if part.text() and (is_narrow or is_low) else []


def _number(part: QAbstractSpinBox) -> list[str]:
    inside = part.findChild(QLineEdit)
    wide = part.fontMetrics().horizontalAdvance(part.text())
    return [f"number: {part.objectName()}"] if inside and inside.width() < wide else []


def _label(part: QLabel) -> list[str]:
    text = part.text()
    if not text:
        return []
    if part.wordWrap():
        short = part.heightForWidth(part.width()) - part.height()
        return [f"label is too low by {short}: {text}"] if short > 1 else []
    wide = max(part.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))
    inside = part.contentsRect().width()
    return [f"label: {text}"] if inside < wide else []


def _combo(part: QComboBox) -> list[str]:
    option = QStyleOptionComboBox()
    part.initStyleOption(option)
    field = part.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox,
        option,
        QStyle.SubControl.SC_ComboBoxEditField,
        part,
    )
    wide = part.fontMetrics().horizontalAdvance(part.currentText())
    return [f"list: {part.currentText()}"] if field.width() < wide else []


def _sideways(area: QScrollArea) -> list[str]:
    inside = area.widget()
    never = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if not (never and inside):
        return []
    over = inside.minimumSizeHint().width() - area.viewport().width()
    return [f"{area.objectName() or area}: {over} px cannot be scrolled to"] if over > 0 else []


def _table(table: QTableView) -> list[str]:
    model, found = table.model(), []
    if table.wordWrap():
        return []
    for column in range(model.columnCount()):
        needed = max(table.sizeHintForColumn(column), 0)
        if table.columnWidth(column) < needed:
            head = model.headerData(column, Qt.Orientation.Horizontal)
            found.append(f"{table.objectName()}, column {head}")
    return found


_MEASURES = (
    (QLabel, _label),
    (QAbstractButton, _button),
    (QComboBox, _combo),
    (QAbstractSpinBox, _number),
    (QScrollArea, _sideways),
    (QTableView, _table),
)


@pytest.mark.parametrize(
    ("scale", "language"), [(1.0, "en"), (1.6, "es"), (2.0, "en")], ids=["100", "160", "200"]
)
def test_every_text_fits(
    qtbot: QtBot,
    house: House,
    lilo: Lilo,
    chime: CountingChime,
    spawner: QueuedSpawner,
    scale: float,
    language: str,
) -> None:
    window = StaffWindow(staff_services(lilo), spawner, chime, text_scale=scale, language=language)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    desk = Desk(house, window, spawner)
    desk.settle()
    found = [f"entry: {one}" for one in cut_off(window)]
    for login in ("dana", "marcus"):
        window.sign_in(login, DEMO_PASSPHRASE)
        desk.settle()
        for page in Page:
            window.show_page(page)
            if window.page is not page:
                continue
            desk.settle()
            for name in _views(desk, page):
                QApplication.processEvents()
                found += [f"{page.name} {name} ({login}): {one}" for one in cut_off(window)]
        window.lock()
        desk.settle()
    assert (window.width(), window.height()) == (1440, 900)
    assert not found, "\n".join(sorted(set(found)))
    window.close()
    desk.settle()


def _views(desk: Desk, page: Page) -> Iterator[str]:
    if page is Page.SCHEDULE:
        desk.window.open_first_plan()
        desk.settle()
    if page is not Page.RESIDENTS:
        yield ""
        return
    find = desk.part("findResident", QLineEdit)
    find.returnPressed.emit()
    desk.settle()
    tabs = desk.part("residentTabs", QTabWidget)
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        desk.settle()
        yield tabs.tabText(at)
