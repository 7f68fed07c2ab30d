"""The window without a facility, and the way from there."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from staff_house import CountingChime, Desk, House

from app.identity import Resident
from ui.shared.chime import Sound
from ui.shared.spawner import QueuedSpawner
from ui.staff.window import StaffWindow


@pytest.fixture
def closed(
    qtbot: QtBot, house: House, chime: CountingChime, spawner: QueuedSpawner
) -> Iterator[Desk]:
    """A window that was given no services."""
    window = StaffWindow(
        None,
        spawner,
        chime,
        journal=house.journal,
        facility_name="Willow House",
        zone=ZoneInfo("America/New_York"),
        clock=house.clock,
    )
    qtbot.addWidget(window)
    window.show()
    made = Desk(house, window, spawner)
    made.settle()
    yield made
    window.close()


def test_it_says_that_it_opens(closed: Desk) -> None:
    assert closed.part("closedHeading").text() == "Opening the facility…"
    assert "Nobody is waiting." not in closed.texts()


def test_it_says_what_happened_why_and_what_to_do(closed: Desk) -> None:
    closed.window.fail("The database has a different key.", "Call IT.")
    closed.settle()
    assert closed.part("closedHeading").text() == "Lilo cannot open this facility"
    assert closed.part("closedMessage").text() == "The database has a different key."
    assert closed.part("closedRemedy").text() == "Call IT."
    assert "No calls are kept on this device." in closed.texts()


def test_calls_of_rooms_are_shown_and_heard(
    closed: Desk, house: House, chime: CountingChime
) -> None:
    closed.window.fail("The database is damaged.")
    house.keep_call("3")
    house.later(seconds=50)
    closed.window.refresh()
    closed.settle()
    seen = closed.texts()
    for line in ("1 person is waiting", "● CALL", "Room 3", "0:50 waiting"):
        assert line in seen
    assert "go and see" in closed.part("closedCalls").text()
    assert chime.rung == [Sound.MEDIUM]
    QTest.mouseClick(closed.part("silence"), Qt.MouseButton.LeftButton)
    closed.settle()
    assert closed.part("silence").text() == "Silenced here"
    assert chime.hushed
    assert "Room 3" in closed.texts()


def test_attaching_lets_people_in(closed: Desk, house: House) -> None:
    closed.window.fail("The database is damaged.")
    closed.window.attach(house.services)
    closed.settle()
    assert closed.part("name").isVisible()
    closed.sign_in()
    assert closed.part("title").text() == "Now"


def test_failing_later_shuts_everybody_out(closed: Desk, house: House) -> None:
    closed.window.attach(house.services)
    closed.settle()
    closed.sign_in()
    closed.window.fail("The database is gone.", "Call IT.")
    closed.settle()
    assert closed.part("closedMessage").text() == "The database is gone."
    assert "Whitfield" not in closed.texts(hidden=True)
    closed.sign_in()
    assert not closed.parts("title")


def test_attaching_again_works(closed: Desk, house: House, who: dict[str, Resident]) -> None:
    for _ in range(2):
        closed.window.attach(house.services)
        closed.settle()
    closed.sign_in()
    closed.do(house.call(who["June"]))
    assert "June Okafor" in closed.texts().replace("\u00a0", " ")


def test_without_a_journal_it_opens_too(
    qtbot: QtBot, spawner: QueuedSpawner, chime: CountingChime
) -> None:
    window = StaffWindow(None, spawner, chime)
    qtbot.addWidget(window)
    window.show()
    window.refresh()
    window.fail("There is no facility here.")
    assert not spawner.waiting
    window.close()


def test_an_unreadable_journal_is_said(
    closed: Desk, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OSError("no")

    closed.window.fail("The database is damaged.")
    monkeypatch.setattr(house.journal, "calls", broken)
    closed.window.refresh()
    closed.settle()
    assert "cannot be read" in closed.part("closedCalls").text()
    assert "Go round the rooms." in closed.part("closedCalls").text()


def test_a_desk_outlives_its_window(
    qtbot: QtBot,
    house: House,
    chime: CountingChime,
    spawner: QueuedSpawner,
    who: dict[str, Resident],
) -> None:
    window = StaffWindow(house.services, spawner, chime)
    window.close()
    window.deleteLater()
    del window
    spawner.drain()
    qtbot.wait(10)
    # Raising an alert must not fail because a window that once listened is gone.
    spawner.spawn(_raised(house, who))
    spawner.drain()
    assert len(house.alerts.open_alerts()) == 1


async def _raised(house: House, who: dict[str, Resident]) -> None:
    await house.call(who["June"])
