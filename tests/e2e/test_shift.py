"""A nurse's shift on the real staff window and database, by keys alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTabBar, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from app.alerts import Alert, AlertCause, AlertSource, Outcome, alert_from
from app.bootstrap import Lilo, open_facility
from app.demo.facility import DEMO_PASSPHRASE
from app.ids import ResidentId
from app.safety import DangerKind, Level
from tests.e2e.house import HeardChime
from tests.fakes.demo_copies import demo_copy
from ui.handing_over import staff_services
from ui.shared.spawner import QueuedSpawner
from ui.staff.pages import Page
from ui.staff.window import StaffWindow

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
FAR = 60
"""So often Tab is pressed at most before something is called out of reach."""


class Nurse:
    """Somebody who only has a keyboard, and eyes."""

    def __init__(self, window: StaffWindow, spawner: QueuedSpawner, lilo: Lilo) -> None:
        self.window, self.lilo = window, lilo
        self._spawner = spawner

    def waits(self) -> None:
        for _ in range(3):
            QApplication.processEvents()
            self._spawner.drain()
        QApplication.processEvents()

    def presses(self, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        for key in keys:
            target = QApplication.focusWidget() or self.window
            QTest.keyClick(target, key, held or Qt.KeyboardModifier.NoModifier)
            self.waits()

    def writes(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)
        self.waits()

    def tabs_to(self, name: str = "", kind: type[QWidget] = QWidget) -> QWidget:
        for _ in range(FAR):
            focused = QApplication.focusWidget()
            if isinstance(focused, kind) and name in {"", focused.objectName()}:
                return focused
            self.presses(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {name or kind.__name__}.")

    def sees(self) -> str:
        labels = self.window.findChildren(QLabel)
        said = "\n".join(one.text() for one in labels if one.isVisible())
        return said.replace("\u00a0", " ")

    def goes_to(self, page: Page) -> None:
        """Press the digit of the page as the bar has them for her."""
        for place in range(1, 10):
            if self.window.page is page:
                return
            self.presses(Qt.Key(Qt.Key.Key_0 + place), held=CTRL)
        assert self.window.page is page

    def happens(self, given: str, cause: AlertCause) -> None:
        who = next(one for one in self.lilo.residents if one.given_name == given)
        self._spawner.spawn(self._raised(who.id, cause))
        self.waits()

    async def _raised(self, who: ResidentId, cause: AlertCause) -> None:
        await self.lilo.desk.raise_alert(who, cause)

    def alerts(self) -> dict[str, Alert]:
        """Every alert, open or not, by whose it is."""
        names = {one.id: one.given_name for one in self.lilo.residents}
        with self.lilo.database.reading() as unit:
            kept = [unit.alerts.events_of(one) for one in unit.alerts.all_ids()]
        return {names[alert.resident_id]: alert for alert in map(alert_from, kept)}


@pytest.fixture
def nurse(qtbot: QtBot, tmp_path: Path) -> Iterator[Nurse]:
    lilo = open_facility(demo_copy(tmp_path / "facility"))
    spawner = QueuedSpawner()
    window = StaffWindow(staff_services(lilo), spawner, HeardChime())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    made = Nurse(window, spawner, lilo)
    made.waits()
    yield made
    window.close()
    made.waits()
    spawner.close()
    lilo.close()


def test_a_shift_from_signing_in_to_going_home(nurse: Nurse) -> None:
    call = AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)
    nurse.happens("Harold", call)

    # She signs in; the name has the focus.
    nurse.tabs_to("name", QLineEdit)
    nurse.writes("dana")
    nurse.presses(ENTER)
    nurse.tabs_to("passphrase", QLineEdit)
    nurse.writes(DEMO_PASSPHRASE)
    nurse.presses(ENTER)
    assert nurse.window.page is Page.NOW

    # The first call: she goes, is there, and helps.
    nurse.presses(ENTER, Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_1)
    assert nurse.alerts()["Harold"].outcome is Outcome.HELPED

    # A false alarm, with a note.
    said = AlertCause(
        AlertSource.WORDS, Level.URGENT, DangerKind.MEDICAL_EMERGENCY, "My heart jumped", (), 0.7
    )
    nurse.happens("June", said)
    nurse.presses(ENTER)
    nurse.presses(ENTER, Qt.Key.Key_R, Qt.Key.Key_N)
    nurse.writes("At the end of her film")
    nurse.presses(ENTER, Qt.Key.Key_4, ENTER)
    june = nurse.alerts()["June"]
    assert (june.outcome, june.note) == (Outcome.FALSE_ALARM, "At the end of her film")

    # Scores of whoever is next in the list.
    nurse.goes_to(Page.SCORES)
    nurse.presses(Qt.Key.Key_Down)
    assert "PHQ-9" in nurse.sees()

    # A third alert, taken, and from there to the record, to write a line of the life story.
    nurse.happens("Margaret", call)
    nurse.goes_to(Page.NOW)
    nurse.presses(ENTER)
    nurse.presses(ENTER, Qt.Key.Key_O)
    assert nurse.window.page is Page.RESIDENTS
    bar = nurse.tabs_to(kind=QTabBar)
    tabs = bar.parent()
    assert isinstance(tabs, QTabWidget)
    nurse.presses(Qt.Key.Key_Right)
    nurse.tabs_to("addStory")
    nurse.presses(ENTER)
    nurse.tabs_to("storyTitle", QLineEdit)
    nurse.writes("The red bicycle")
    nurse.tabs_to("storyText")
    nurse.writes("She won it in a raffle.")
    nurse.tabs_to("saveStory")
    nurse.presses(ENTER)

    # Going home: what she still has goes to Rosa, and the screen locks.
    nurse.presses(Qt.Key.Key_H, held=CTRL)
    choice = nurse.tabs_to("colleague")
    while "Rosa" not in choice.property("currentText"):
        nurse.presses(Qt.Key.Key_Down)
    nurse.presses(ENTER)
    assert "You have no open alerts." in nurse.sees()
    nurse.presses(ENTER)
    assert not nurse.window.is_signed_in

    margaret = nurse.alerts()["Margaret"]
    with nurse.lilo.database.reading() as unit:
        rosa, dana = unit.staff.by_login("rosa"), unit.staff.by_login("dana")
        done = [entry.action for entry in unit.audit.entries()]
    assert rosa is not None
    assert dana is not None
    assert (margaret.acknowledged_by, margaret.handed_over_by) == (rosa.id, dana.id)
    for action in (
        "alert.arrived",
        "alert.resolved",
        "clinical.read",
        "story.added",
        "alert.handed_over",
        "staff.signed_out",
    ):
        assert action in done, action
