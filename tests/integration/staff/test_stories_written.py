"""Life stories as staff write them, with photographs and a family's answers; on a real facility."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTableWidget,
)
from records_desk import actions, choose, click, open_stories, stories
from staff_house import Desk

from app.bootstrap import Lilo
from app.demo.facility import DEMO_PASSPHRASE
from app.identity import (
    Basis,
    Consent,
    ConsentKind,
    RiskFactor,
    RiskKind,
)
from app.ids import new_uuid
from app.recall import Sensitivity
from app.station import Profile
from app.story.entry import SOURCE_FACT, TOLD_BY_FACT, StorySource


@pytest.fixture
def at_work(at_work: Desk) -> Desk:
    at_work.window.sign_in("dana", DEMO_PASSPHRASE)
    at_work.settle()
    return at_work


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


def test_a_familys_answers_are_taken_back_and_what_they_replaced_stands_again(
    at_work: Desk, lilo: Lilo
) -> None:
    open_stories(at_work, "beck")
    before = stories(lilo, "Harold")
    click(at_work, "askFamily")
    at_work.part("answer-work", QPlainTextEdit).setPlainText("He drove a tram.")
    click(at_work, "keepAnswers")
    first = stories(lilo, "Harold")
    assert len(first) == len(before) + 1
    click(at_work, "askFamily")
    at_work.part("answer-work", QPlainTextEdit).setPlainText("He drove a lorry.")
    at_work.part("answer-never", QPlainTextEdit).setPlainText("The flood.")
    click(at_work, "keepAnswers")
    assert len(stories(lilo, "Harold")) == len(before) + 2
    click(at_work, "undo")
    assert {name: one.text for name, one in stories(lilo, "Harold").items()} == {
        name: one.text for name, one in first.items()
    }
    assert "story.changed" in actions(lilo, 3)
