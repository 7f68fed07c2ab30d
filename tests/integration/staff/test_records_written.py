"""What staff write and hand out: life stories, plans, files; on a real facility."""

import csv
import stat
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QSpinBox,
    QTableWidget,
    QTabWidget,
)
from pytestqt.qtbot import QtBot
from staff_house import CountingChime, Desk, House

from app.alerts import AlertCause, AlertSource
from app.bootstrap import Lilo, open_facility
from app.clinical import ScaleId
from app.demo.facility import DEMO_PASSPHRASE
from app.identity import Basis, Consent, ConsentKind, RiskFactor, RiskKind
from app.ids import new_uuid
from app.recall import Sensitivity
from app.recall.passage import Passage, Scope, StreamName
from app.safety import Level
from app.schedule import ScheduledItem
from app.schedule.drafting import Repeats
from app.station import Profile
from app.story.entry import SOURCE_FACT, TOLD_BY_FACT, StorySource
from tests.fakes.demo_copies import demo_copy
from ui.handing_over import staff_services
from ui.shared.spawner import QueuedSpawner
from ui.staff.pages import Page
from ui.staff.paper.export_bar import ExportBar
from ui.staff.window import StaffWindow


@pytest.fixture(scope="module")
def lilo(models_once: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lilo]:
    made = open_facility(demo_copy(tmp_path_factory.mktemp("house") / "facility"))
    yield made
    made.close()


@pytest.fixture
def at_work(
    qtbot: QtBot, house: House, lilo: Lilo, chime: CountingChime, spawner: QueuedSpawner
) -> Iterator[Desk]:
    window = StaffWindow(staff_services(lilo), spawner, chime)
    qtbot.addWidget(window)
    window.show()
    desk = Desk(house, window, spawner)
    desk.settle()
    desk.window.sign_in("dana", DEMO_PASSPHRASE)
    desk.settle()
    yield desk
    window.close()
    desk.settle()


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


def test_an_entry_is_written_changed_deleted_and_put_back(at_work: Desk, lilo: Lilo) -> None:
    table = open_stories(at_work, "beck")
    before = stories(lilo, "Harold")
    assert table.rowCount() == len(before)
    assert actions(lilo)[0] == "story.read"
    click(at_work, "addStory")
    at_work.part("storyTitle", QLineEdit).setText("The red bicycle")
    at_work.part("storyTime", QLineEdit).setText("about 1948")
    at_work.part("storyPeople", QLineEdit).setText("Ned; Aunt Vi ;")
    click(at_work, "saveStory")
    assert "a title and a text" in at_work.texts()
    assert at_work.part("storyTitle", QLineEdit).text() == "The red bicycle"
    at_work.part("storyText", QPlainTextEdit).setPlainText("He won it in a raffle.")
    click(at_work, "saveStory")
    kept = stories(lilo, "Harold")["The red bicycle"]
    assert kept.people == ("Ned", "Aunt Vi")
    assert kept.facts == {
        "time": "about 1948",
        "mood": "",
        SOURCE_FACT: "staff",
        "years": "1946-1950",
    }
    assert at_work.part("storyTitle", QLineEdit).text() == "The red bicycle"

    raising = at_work.part("storyRaising", QComboBox)
    raising.setCurrentIndex(list(Sensitivity).index(Sensitivity.CAREFUL))
    at_work.part("storyTitle", QLineEdit).setText("The green bicycle")
    click(at_work, "saveStory")
    changed = stories(lilo, "Harold")
    assert "The red bicycle" not in changed
    assert changed["The green bicycle"].id == kept.id
    assert changed["The green bicycle"].sensitivity is Sensitivity.CAREFUL
    assert actions(lilo)[1] == "story.changed"

    with lilo.database.unit() as unit:
        unit.passages.add([replace(changed["The green bicycle"], text="It was stolen.")])
    at_work.part("storyTitle", QLineEdit).setText("The bicycle")
    click(at_work, "saveStory")
    assert "Somebody else has changed this story" in at_work.texts()
    assert at_work.part("storyText", QPlainTextEdit).toPlainText() == "It was stolen."
    assert stories(lilo, "Harold")["The green bicycle"].text == "It was stolen."
    at_work.part("storyTitle", QLineEdit).setText("The red bicycle")
    at_work.part("storyText", QPlainTextEdit).setPlainText(kept.text)
    at_work.part("storyRaising", QComboBox).setCurrentIndex(
        list(Sensitivity).index(kept.sensitivity)
    )
    click(at_work, "saveStory")
    assert stories(lilo, "Harold")["The red bicycle"] == kept

    at_work.part("storyTitle", QLineEdit).setText("The green bicycle")
    click(at_work, "saveStory")
    click(at_work, "undo")
    assert stories(lilo, "Harold")["The red bicycle"] == kept
    click(at_work, "deleteStory")
    assert "“The red bicycle” is deleted" in at_work.texts()
    assert stories(lilo, "Harold") == before
    click(at_work, "undo")
    assert stories(lilo, "Harold")["The red bicycle"] == kept
    assert not at_work.parts("undo")
    assert actions(lilo)[1] == "story.added"


def test_what_a_colleague_put_on_record_meanwhile_stays(at_work: Desk, lilo: Lilo) -> None:
    open_stories(at_work, "okafor")
    model = at_work.window._models.residents
    attempt = RiskFactor(RiskKind.PREVIOUS_ATTEMPT, "1974")
    alone = RiskFactor(RiskKind.ISOLATION, "")
    read = model.opened.resident
    with lilo.database.unit() as unit:
        unit.residents.save(replace(read, risk_factors=(*read.risk_factors, attempt)))
    model.add_risk(alone)
    at_work.settle()
    assert model.opened.resident.risk_factors == (*read.risk_factors, attempt, alone)
    model.undo()
    at_work.settle()
    assert model.opened.resident.risk_factors == (*read.risk_factors, attempt)
    with lilo.database.unit() as unit:
        unit.residents.save(read)
    model.remove_risk(attempt)
    at_work.settle()
    assert "not on record any more" in at_work.texts()
    assert model.opened.resident == read

    model.save_profile(replace(Profile.of(read), background="Tea at four."))
    at_work.settle()
    with lilo.database.unit() as unit:
        unit.residents.save(replace(unit.residents.get(read.id), room="19"))
    model.undo()
    at_work.settle()
    assert model.opened.resident == replace(read, room="19")
    with lilo.database.unit() as unit:
        unit.residents.save(read)


def test_photographs_show_where_the_resident_agrees(
    at_work: Desk, lilo: Lilo, tmp_path: Path
) -> None:
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    assert picture.save(str(tmp_path / "garden.png"))
    table = open_stories(at_work, "pell")
    choose(at_work, table, "Clara")
    model = at_work.window._models.stories
    story = stories(lilo, "Arthur")["Clara"]
    model.add_photo(story.id, tmp_path / "nowhere.png")
    at_work.settle()
    assert "cannot be read" in at_work.texts()
    model.add_photo(story.id, tmp_path / "garden.png")
    # A process of its own reads it, which may take its time.
    at_work.spawner.drain(120.0)
    at_work.settle()
    assert "The photograph is kept" in at_work.texts()
    assert "nobody has recorded that the resident agrees" in at_work.texts()
    assert not at_work.parts("photos")

    with lilo.database.unit() as unit:
        member = unit.staff.by_login("dana")
        consent = (ConsentKind.LIFE_STORY_PHOTOS, True, Basis.RESIDENT, "Arthur Pell", member.id)
        unit.consents.add(Consent(new_uuid(), story.owner, *consent, lilo.basics.clock()))
    model.look()
    model.photos.clear()
    at_work.settle()
    strip = at_work.part("photos", QListWidget)
    assert strip.count() == 1
    shown = strip.item(0).icon().pixmap(64, 48).toImage().pixelColor(10, 10)
    assert (shown.red(), shown.green() > 100) == (0, True)
    with lilo.database.reading() as unit:
        read = [e for e in unit.audit.latest(9) if e.action == "story.read"]
    assert {"what": "photographs"} in [entry.details for entry in read]

    click(at_work, "deleteStory")
    click(at_work, "undo")
    with lilo.database.reading() as unit:
        assert len(unit.stories.photos_of(story.owner)[story.id]) == 1
    choose(at_work, table, "Clara")
    strip.setCurrentRow(0)
    click(at_work, "removePhoto")
    click(at_work, "removePhoto")
    with lilo.database.reading() as unit:
        assert story.id not in unit.stories.photos_of(story.owner)
    at_work.window.lock()
    at_work.settle()
    assert not strip.count()
    assert not model.photos


def test_a_family_answers(at_work: Desk, lilo: Lilo) -> None:
    open_stories(at_work, "okafor")
    click(at_work, "askFamily")
    at_work.part("answer-work", QPlainTextEdit).setPlainText("She taught chemistry.")
    at_work.part("answer-never", QPlainTextEdit).setPlainText("The fire.")
    at_work.part("whoAnswers", QLineEdit).setText("Ada, her niece")
    click(at_work, "keepAnswers")
    assert "2 answers are kept" in at_work.texts()
    june = next(one for one in lilo.residents if one.given_name == "June")
    kept = stories(lilo, "June")
    work = kept[f"{june.preferred_name}’s work"]
    assert work.text == "She taught chemistry."
    assert work.facts[SOURCE_FACT] == StorySource.QUESTIONNAIRE == "family questionnaire"
    assert work.facts[TOLD_BY_FACT] == "Ada, her niece"
    never = kept[f"What not to bring up with {june.preferred_name}"]
    assert never.sensitivity is Sensitivity.NEVER_RAISE
    assert "the family’s answers, Ada, her niece" in [
        table.item(row, 4).text()
        for table in [at_work.part("stories", QTableWidget)]
        for row in range(table.rowCount())
    ]
    # What was answered before stands there, and is kept once.
    click(at_work, "askFamily")
    assert at_work.part("answer-work", QPlainTextEdit).toPlainText() == work.text
    click(at_work, "keepAnswers")
    assert "No question was answered" in at_work.texts()


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
