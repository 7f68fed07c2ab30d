"""What staff write and hand out: plans, doubts, files; on a real facility."""

import csv
import stat
from io import StringIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QSpinBox,
    QTableWidget,
    QTabWidget,
)
from records_desk import actions, choose, click
from staff_house import Desk

from app.alerts import AlertCause, AlertSource
from app.bootstrap import Lilo
from app.clinical import ScaleId
from app.demo.facility import DEMO_PASSPHRASE
from app.identity import (
    Basis,
    Colours,
    Consent,
    ConsentKind,
    Preferences,
    Tone,
    VoiceLiking,
)
from app.ids import MemoryId, MessageId, new_uuid
from app.memory import MemoryDoubt
from app.safety import Level
from app.schedule import ScheduledItem
from app.schedule.drafting import Repeats
from ui.staff.pages import Page
from ui.staff.paper.export_bar import ExportBar


@pytest.fixture
def at_work(at_work: Desk) -> Desk:
    at_work.window.sign_in("dana", DEMO_PASSPHRASE)
    at_work.settle()
    return at_work


def plan(lilo: Lilo, given: str) -> dict[str, ScheduledItem]:
    who = next(one for one in lilo.residents if one.given_name == given)
    with lilo.database.reading() as unit:
        return {item.title: item for item in unit.schedule.of(who.id)}


def open_plan(desk: Desk, name: str) -> QTableWidget:
    desk.window.show_page(Page.SCHEDULE)
    desk.settle()
    people = desk.part("residentList", QListWidget)
    (item,) = people.findItems(name, Qt.MatchFlag.MatchStartsWith)
    people.itemActivated.emit(item)
    desk.settle()
    return desk.part("plan", QTableWidget)


def test_a_plan_is_written_changed_and_taken_back(at_work: Desk, lilo: Lilo) -> None:
    table = open_plan(at_work, "Sven")
    before = plan(lilo, "Sven")
    assert table.rowCount() == len(before)
    assert "schedule.read" in actions(lilo)
    click(at_work, "savePlan")
    assert "It has no title." in at_work.texts()
    at_work.part("planTitle", QLineEdit).setText("Fika with Ingrid")
    at_work.part("planRepeats", QComboBox).setCurrentIndex(list(Repeats).index(Repeats.WEEKLY))
    days = at_work.part("planDays").findChildren(QCheckBox)
    for day in (1, 3):
        days[day].setChecked(True)
    click(at_work, "savePlan")
    made = plan(lilo, "Sven")["Fika with Ingrid"]
    assert made.dates.rule.text() == "FREQ=WEEKLY;BYDAY=TU,TH"
    choose(at_work, table, "Fika with Ingrid")
    assert table.item(table.currentRow(), 2).text() == "every week: Tue, Thu"
    at_work.part("planTitle", QLineEdit).setText("Coffee with Ingrid")
    click(at_work, "savePlan")
    assert plan(lilo, "Sven")["Coffee with Ingrid"].id == made.id
    assert "schedule.changed" in actions(lilo, 4)
    click(at_work, "undo")
    assert plan(lilo, "Sven")["Fika with Ingrid"] == made
    choose(at_work, table, "Fika with Ingrid")
    click(at_work, "removePlan")
    assert plan(lilo, "Sven") == before
    click(at_work, "undo")
    assert plan(lilo, "Sven")["Fika with Ingrid"] == made


def test_how_often_a_scale_is_offered(at_work: Desk, lilo: Lilo) -> None:
    open_plan(at_work, "Ines")
    table = at_work.part("scalesDue", QTableWidget)
    choose(at_work, table, "UCLA-3")
    asked = table.item(table.currentRow(), 3).text()
    at_work.part("rhythmDays", QSpinBox).setValue(45)
    click(at_work, "setRhythm")
    assert table.item(table.currentRow(), 3).text() == "every 45 days"
    assert "check_in.rhythm" in actions(lilo, 3)
    click(at_work, "neverRhythm")
    assert not table.findItems("UCLA-3", Qt.MatchFlag.MatchExactly)
    click(at_work, "undo")
    choose(at_work, table, "UCLA-3")
    assert table.item(table.currentRow(), 3).text() == "every 45 days" != asked
    with lilo.database.reading() as unit:
        decided = [one for one in unit.rhythms.all() if one.scale == ScaleId.UCLA3]
    assert [one.every_days for one in decided] == [45, None, 45]


@pytest.mark.parametrize("form", ["pdf", "csv"])
def test_scores_leave_as_a_private_file_after_a_warning(
    at_work: Desk, lilo: Lilo, tmp_path: Path, form: str
) -> None:
    at_work.window.show_page(Page.SCORES)
    at_work.settle()
    bar = next(one for one in at_work.window.findChildren(ExportBar) if one.isVisible())
    file = tmp_path / f"scores.{form}"
    file.write_text("seen by everybody")
    file.chmod(0o644)
    bar.save_as = lambda *_: str(file)
    click(at_work, f"export-{form}")
    name = at_work.window._models.scores.resident.full_name
    assert name in at_work.part("exportWarning").text()
    assert actions(lilo, 1) == ["clinical.read"]
    with lilo.database.reading() as unit:
        before = unit.audit.count()
    click(at_work, "exportGo")
    assert "Only you can open it." in at_work.texts()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    with lilo.database.reading() as unit:
        noted = [entry.action for entry in unit.audit.entries(after=before)]
    assert noted == ["clinical.exported", "clinical.read"]
    content = file.read_bytes()
    if form == "pdf":
        assert content.startswith(b"%PDF-")
        assert len(content) > 20_000
        return
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["Scale", "Day", "Total", "Band"]
    with lilo.database.reading() as unit:
        kept = unit.scores.of(at_work.window._models.scores.resident.id)
    assert sorted((row[1], row[2]) for row in rows[1:]) == sorted(
        (score.taken_on.isoformat(), str(score.total)) for score in kept
    )


def test_what_cannot_be_written_is_said(at_work: Desk, lilo: Lilo, tmp_path: Path) -> None:
    call = AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)
    at_work.do(lilo.desk.raise_alert(lilo.residents[0].id, call))
    at_work.window.show_page(Page.SHIFT)
    at_work.settle()
    bar = next(one for one in at_work.window.findChildren(ExportBar) if one.isVisible())
    bar.save_as = lambda *_: str(tmp_path / "no such folder" / "figures.csv")
    click(at_work, "export-csv")
    assert "These figures name nobody" in at_work.part("exportWarning").text()
    click(at_work, "exportCancel")
    click(at_work, "export-csv")
    click(at_work, "exportGo")
    assert "It could not be written" in at_work.texts()
    bar.save_as = lambda *_: str(tmp_path / "figures")
    click(at_work, "export-csv")
    click(at_work, "exportGo")
    assert (tmp_path / "figures.csv").read_bytes().count(b"\r\n") == 2
    assert actions(lilo, 1) == ["report.exported"]


def doubt_of(lilo: Lilo, given: str, words: str) -> MemoryDoubt:
    who = next(one for one in lilo.residents if one.given_name == given)
    doubt = MemoryDoubt(
        MemoryId(new_uuid()),
        who.id,
        MessageId(new_uuid()),
        lilo.basics.clock(),
        words,
        "not_understood",
    )
    with lilo.database.unit() as unit:
        unit.memories.add_doubt(doubt)
    return doubt


def test_what_was_not_understood_is_read_in_one_place_and_can_be_put_back(
    at_work: Desk, lilo: Lilo
) -> None:
    doubts = [doubt_of(lilo, "June", "the blue one"), doubt_of(lilo, "Sven", "my brother’s boat")]
    at_work.window.show_page(Page.REVIEW)
    at_work.settle()
    tabs = at_work.part("reviewTabs", QTabWidget)
    assert tabs.tabText(1) == "Memories not understood (…)"
    tabs.setCurrentIndex(1)
    at_work.settle()
    assert tabs.tabText(1) == "Memories not understood (2)"
    table = at_work.part("memoryDoubts", QTableWidget)
    assert [table.item(row, 2).text() for row in range(2)] == [one.said for one in doubts]
    assert table.item(0, 0).text().startswith("June Okafor")
    assert not at_work.part("settleDoubt").isEnabled()
    table.selectRow(0)
    at_work.settle()
    click(at_work, "settleDoubt")
    assert table.rowCount() == 1
    click(at_work, "undo")
    assert table.rowCount() == 2
    with lilo.database.reading() as unit:
        kept = unit.memories.doubts(doubts[0].resident_id)
    assert kept == [doubts[0]]
    tabs.setCurrentIndex(2)
    at_work.settle()
    assert "No language model has failed" in at_work.part("modelFailures").text()
    tabs.setCurrentIndex(1)
    table.selectRow(1)
    at_work.settle()
    click(at_work, "openDoubtful")
    assert at_work.window.page is Page.RESIDENTS
    # Carried over: nobody looks for the name again on the next page.
    name = at_work.part("residentName").text()
    at_work.window.show_page(Page.SCHEDULE)
    at_work.settle()
    assert at_work.part("planOf").text() == name


def test_what_was_read_on_a_record_can_be_put_back_unless_the_resident_has_withdrawn(
    at_work: Desk, lilo: Lilo
) -> None:
    doubt = doubt_of(lilo, "Ines", "that thing on Sunday")
    at_work.window._models.residents.open(doubt.resident_id)
    at_work.window.show_page(Page.RESIDENTS)
    at_work.settle()
    at_work.part("residentTabs", QTabWidget).setCurrentIndex(3)
    at_work.settle()
    click(at_work, "settleDoubts")

    def kept() -> list[MemoryDoubt]:
        with lilo.database.reading() as unit:
            return list(unit.memories.doubts(doubt.resident_id))

    assert kept() == []
    click(at_work, "undo")
    assert kept() == [doubt]
    click(at_work, "settleDoubts")
    with lilo.database.unit() as unit:
        by = unit.staff.by_login("dana")
        unit.consents.add(
            Consent(
                new_uuid(),
                doubt.resident_id,
                ConsentKind.MEMORY,
                False,
                Basis.RESIDENT,
                "Ines Duarte",
                by.id,
                lilo.basics.clock(),
            )
        )
    click(at_work, "undo")
    assert kept() == []
    assert "has withdrawn" in at_work.texts()


def test_how_a_resident_likes_their_screen_is_shown_and_plans_are_found(
    at_work: Desk, lilo: Lilo
) -> None:
    sven = next(one for one in lilo.residents if one.given_name == "Sven")
    at_work.window.show_page(Page.SCHEDULE)
    at_work.settle()
    at_work.part("findPlan", QLineEdit).setText("sven")
    people = at_work.part("residentList", QListWidget)
    assert [people.item(row).text().split("\n")[0] for row in range(people.count())] == [
        sven.full_name
    ]
    QTest.keyClick(at_work.part("findPlan"), Qt.Key.Key_Return)
    at_work.settle()
    at_work.window.show_page(Page.RESIDENTS)
    at_work.settle()
    assert "Nothing was chosen yet" in at_work.part("liking").text()
    liking = Preferences(1.5, Colours.DARK, voice=VoiceLiking(is_silent=True))
    with lilo.database.unit() as unit:
        unit.preferences.keep(sven.id, liking, lilo.basics.clock())
    at_work.window._models.residents.open(sven.id)
    at_work.settle()
    assert at_work.part("liking").text().splitlines() == [
        "Size of words: 150 %",
        "Colours: dark",
        "Keyboard: A B C",
        "Voice: Lilo does not speak; everything can be read",
    ]
    assert "Language: English" in at_work.texts()


def test_what_a_resident_likes_is_set_for_them_and_put_back(at_work: Desk, lilo: Lilo) -> None:
    sven = next(one for one in lilo.residents if one.given_name == "Sven")
    was = Preferences(1.5, Colours.DARK, voice=VoiceLiking(is_silent=True))

    def kept() -> Preferences | None:
        with lilo.database.reading() as unit:
            return unit.preferences.of(sven.id)

    with lilo.database.unit() as unit:
        unit.preferences.keep(sven.id, was, lilo.basics.clock())
    at_work.window.show_page(Page.RESIDENTS)
    at_work.settle()
    at_work.window._models.residents.open(sven.id)
    at_work.settle()
    assert at_work.part("likedSize", QComboBox).currentText() == "150 %"
    assert at_work.part("likedSilent", QCheckBox).isChecked()
    at_work.part("likedSize", QComboBox).setCurrentIndex(4)
    at_work.part("likedRate", QSpinBox).setValue(120)
    at_work.part("likedTone", QComboBox).setCurrentIndex(0)
    at_work.part("likedLanguage", QComboBox).setCurrentIndex(1)
    QTest.mouseClick(at_work.part("saveLiking"), Qt.MouseButton.LeftButton)
    at_work.settle()
    assert kept() == Preferences(
        2.0, Colours.DARK, voice=VoiceLiking(120, tone=Tone.DEEP, is_silent=True)
    )
    assert lilo.languages.of(sven.id) == "es"
    with lilo.database.reading() as unit:
        dana = unit.staff.by_login("dana")
        actors = {
            entry.actor
            for entry in unit.audit.latest(6)
            if entry.action == "resident.preferences_changed"
        }
    assert dana is not None
    assert actors == {str(dana.id)}
    QTest.mouseClick(at_work.part("undo"), Qt.MouseButton.LeftButton)
    at_work.settle()
    assert kept() == was
    assert lilo.languages.of(sven.id) == "en"
