"""Notes about reminders beside the alerts: quiet, and gone when somebody has seen them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from staff_house import CountingChime, Desk, House, build_house

from app.identity import Resident
from app.ids import ResidentId, StaffId
from app.safety import DangerKind, Level
from app.schedule import (
    ItemKind,
    NoticeKind,
    Occurrence,
    ReminderKey,
    ReminderNotice,
    ScheduledItem,
    StaffNotice,
)
from app.station import StationReminders
from ui.shared.chime import Sound
from ui.staff.now.reminder_panel import ReminderPanel


class ScriptedNotes:
    """Stands in for the reminder desk."""

    def __init__(self) -> None:
        self.standing: list[StaffNotice] = []
        self.seen_by: list[StaffId] = []
        self.is_broken = False

    async def notices(self) -> list[StaffNotice]:
        if self.is_broken:
            raise OSError
        return list(self.standing)

    async def seen(self, resident_id: ResidentId, key: ReminderKey, staff_id: StaffId) -> None:
        self.seen_by.append(staff_id)
        self.standing = [each for each in self.standing if each.notice.key != key]


@pytest.fixture
def notes() -> ScriptedNotes:
    return ScriptedNotes()


@pytest.fixture
def house(tmp_path: Path, notes: ScriptedNotes) -> House:
    house = build_house(tmp_path)
    station = StationReminders(house.gate, notes)  # type: ignore[arg-type]
    house.services = replace(house.services, reminders=station)
    return house


def note(
    house: House, resident: Resident, kind: NoticeKind = NoticeKind.UNCONFIRMED, number: int = 1
) -> StaffNotice:
    at = house.now - timedelta(minutes=40)
    item = ScheduledItem(
        UUID(int=number),
        resident.id,
        "Evening inhaler",
        "inhaler",
        at.time(),
        frozenset(range(7)),
        ItemKind.MEDICATION,
    )
    return StaffNotice(resident, ReminderNotice(Occurrence(item, at), kind, house.now))


def panel(desk: Desk) -> ReminderPanel:
    (found,) = desk.window.findChildren(ReminderPanel)
    return found


def buttons(desk: Desk) -> list[QPushButton]:
    return [b for b in panel(desk).findChildren(QPushButton) if b.isVisible()]


def look(desk: Desk) -> None:
    desk.window.refresh()
    desk.settle()


def test_without_notes_there_is_no_panel(desk: Desk) -> None:
    desk.sign_in()
    assert not panel(desk).isVisible()


def test_a_note_says_who_and_what_and_goes_when_it_was_seen(
    desk: Desk,
    house: House,
    notes: ScriptedNotes,
    chime: CountingChime,
    who: dict[str, Resident],
) -> None:
    desk.sign_in()
    notes.standing = [note(house, who["Margaret"])]
    look(desk)
    assert panel(desk).isVisible()
    told = desk.texts()
    assert "Margaret Ellis" in told
    assert "not confirmed on the screen" in told
    assert chime.rung == [Sound.LOW]
    look(desk)
    assert chime.rung == [Sound.LOW]
    (seen,) = buttons(desk)
    assert "Margaret Ellis" in seen.accessibleName()
    QTest.mouseClick(seen, Qt.MouseButton.LeftButton)
    desk.settle()
    assert len(notes.seen_by) == 1
    assert not panel(desk).isVisible()


@pytest.mark.parametrize(
    ("kind", "words"),
    [(NoticeKind.QUESTION, "Asks for a nurse"), (NoticeKind.UNSAID, "no screen could remind")],
)
def test_each_kind_says_what_is_the_matter(
    desk: Desk,
    house: House,
    notes: ScriptedNotes,
    who: dict[str, Resident],
    kind: NoticeKind,
    words: str,
) -> None:
    notes.standing = [note(house, who["Margaret"], kind)]
    desk.sign_in()
    assert words in desk.texts()


def test_many_notes_are_counted_and_the_window_holds(
    desk: Desk, house: House, notes: ScriptedNotes, who: dict[str, Resident]
) -> None:
    notes.standing = [note(house, who["Margaret"], number=n) for n in range(7)]
    desk.sign_in()
    assert len(buttons(desk)) == 4
    assert "and 3 more" in desk.texts()


def test_nothing_is_shown_to_nobody(
    desk: Desk, house: House, notes: ScriptedNotes, who: dict[str, Resident]
) -> None:
    notes.standing = [note(house, who["Margaret"])]
    look(desk)
    assert "inhaler" not in desk.texts(hidden=True)
    desk.sign_in()
    assert "inhaler" in desk.texts()
    desk.window.lock()
    desk.settle()
    assert "inhaler" not in desk.texts(hidden=True)


def test_an_alarm_is_what_is_to_be_heard(
    desk: Desk,
    house: House,
    notes: ScriptedNotes,
    chime: CountingChime,
    who: dict[str, Resident],
) -> None:
    desk.sign_in()
    desk.do(house.say(who["Margaret"], "Help", Level.IMMEDIATE, DangerKind.SUICIDE, ()))
    before = chime.rung.count(Sound.LOW)
    notes.standing = [note(house, who["Margaret"])]
    look(desk)
    assert chime.rung.count(Sound.LOW) == before


def test_a_database_that_fails_leaves_what_stood(
    desk: Desk, house: House, notes: ScriptedNotes, who: dict[str, Resident]
) -> None:
    notes.standing = [note(house, who["Margaret"])]
    desk.sign_in()
    notes.is_broken = True
    look(desk)
    assert panel(desk).isVisible()
    notes.is_broken, notes.standing = False, []
    look(desk)
    assert not panel(desk).isVisible()
