"""What was typed when the screen locked itself is there again, for the same person alone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from records_desk import click, open_stories
from staff_house import Desk, House
from test_now import cards, within
from test_records_written import at_work
from test_sign_in import press

from app.demo.facility import DEMO_PASSPHRASE
from app.identity import Resident
from ui.staff.entry.idle import IdleWatch
from ui.staff.pages import Page

__all__ = ["at_work"]


def left_alone(desk: Desk) -> None:
    """Let so much time pass that the screen locks itself."""
    models = desk.window._models
    assert models is not None
    watch = models.findChild(IdleWatch)
    assert watch is not None
    watch.idle.emit()
    desk.settle()
    assert not desk.window.is_signed_in


def signed_in(desk: Desk, login: str) -> None:
    desk.window.sign_in(login, DEMO_PASSPHRASE)
    desk.settle()
    assert desk.window.is_signed_in


@pytest.fixture
def writing(at_work: Desk) -> Desk:
    """Dana has begun a story about Harold."""
    open_stories(at_work, "beck")
    click(at_work, "addStory")
    at_work.part("storyTitle", QLineEdit).setText("The red bicycle")
    at_work.part("storyText", QPlainTextEdit).setPlainText("He won it in a raffle.")
    at_work.part("storyRaising", QComboBox).setCurrentIndex(1)
    return at_work


def typed(desk: Desk) -> tuple[str, str, int]:
    """Begin a story about Harold; return what stands in its form."""
    open_stories(desk, "beck")
    click(desk, "addStory")
    return (
        desk.part("storyTitle", QLineEdit).text(),
        desk.part("storyText", QPlainTextEdit).toPlainText(),
        desk.part("storyRaising", QComboBox).currentIndex(),
    )


EMPTY = ("", "", 0)


def test_a_story_is_there_again_for_who_was_writing_it(writing: Desk) -> None:
    left_alone(writing)
    assert "is kept for you" in writing.texts()
    assert "The red bicycle" not in {one.text() for one in writing.window.findChildren(QLineEdit)}
    signed_in(writing, "dana")
    assert typed(writing) == ("The red bicycle", "He won it in a raffle.", 1)
    click(writing, "saveStory")
    assert typed(writing) == EMPTY


def test_nobody_else_is_given_it_and_it_is_gone_then(writing: Desk) -> None:
    left_alone(writing)
    signed_in(writing, "marcus")
    writing.window.lock()
    writing.settle()
    signed_in(writing, "dana")
    assert typed(writing) == EMPTY


def test_signing_out_lets_go_of_it(writing: Desk) -> None:
    left_alone(writing)
    signed_in(writing, "dana")
    writing.window.lock()
    writing.settle()
    assert "is kept for you" not in writing.texts()
    signed_in(writing, "dana")
    assert typed(writing) == EMPTY


def test_what_was_given_up_is_not_kept(writing: Desk) -> None:
    click(writing, "cancelStory")
    left_alone(writing)
    assert "is kept for you" not in writing.texts()
    signed_in(writing, "dana")
    assert typed(writing) == EMPTY


def test_a_plan_is_there_again(at_work: Desk) -> None:
    def open_plan() -> QLineEdit:
        at_work.window.show_page(Page.SCHEDULE)
        at_work.settle()
        at_work.window.open_first_plan()
        at_work.settle()
        return at_work.part("planTitle", QLineEdit)

    open_plan().setText("Choir")
    at_work.part("planRepeats", QComboBox).setCurrentIndex(2)
    left_alone(at_work)
    signed_in(at_work, "dana")
    assert open_plan().text() == "Choir"
    assert at_work.part("planRepeats", QComboBox).currentIndex() == 2
    click(at_work, "savePlan")
    assert open_plan().text() == ""


def test_of_a_new_member_of_staff_all_but_the_secret(at_work: Desk) -> None:
    at_work.window.lock()
    at_work.settle()
    signed_in(at_work, "marcus")
    at_work.window.show_page(Page.PEOPLE)
    at_work.settle()
    at_work.part("newLogin", QLineEdit).setText("ines")
    at_work.part("newPassphrase", QLineEdit).setText("a long secret of hers")
    left_alone(at_work)
    signed_in(at_work, "marcus")
    at_work.window.show_page(Page.PEOPLE)
    at_work.settle()
    assert at_work.part("newLogin", QLineEdit).text() == "ines"
    assert at_work.part("newPassphrase", QLineEdit).text() == ""


def test_a_note_on_an_alert_is_there_again(
    desk: Desk, house: House, who: dict[str, Resident]
) -> None:
    desk.window.attach(replace(house.services, lock_after_s=300))
    desk.do(house.call(who["June"]))
    desk.settle()
    desk.sign_in()
    press(desk, Qt.Key.Key_Return)
    press(desk, Qt.Key.Key_R)
    within(cards(desk)[0], "note").setText("She slept badly")
    left_alone(desk)
    desk.sign_in()
    press(desk, Qt.Key.Key_R)
    assert within(cards(desk)[0], "note").text() == "She slept badly"
    press(desk, Qt.Key.Key_Escape)
    press(desk, Qt.Key.Key_R)
    assert within(cards(desk)[0], "note").text() == ""
