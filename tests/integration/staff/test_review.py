"""The Review page, driven by keys and mouse."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget
from staff_house import Desk, DiskError, House
from test_sign_in import press, write

from app.audit import AuditAction
from app.identity import Resident
from app.safety import Level
from app.safety.review import Doubt, ReviewCase, Verdict
from ui.staff.pages import Page

ENTER = Qt.Key.Key_Return
OLDER = "Better off out of everybody’s way"
NEWER = "No chest pain today, just the elephant on it"


@pytest.fixture
def cases(house: House, who: dict[str, Resident]) -> tuple[ReviewCase, ReviewCase]:
    """Ines said something a minute ago, Arthur half a minute ago."""
    older = house.reviews.add(
        who["Ines"].id,
        OLDER,
        house.now - timedelta(seconds=60),
        0.57,
        (Doubt.BETWEEN_THRESHOLDS, Doubt.STAGES_DISAGREE),
        ("Sounds like: “without me”", "PHQ-9 5 on 3 Nov"),
    )
    at = house.now - timedelta(seconds=30)
    return older, house.reviews.add(who["Arthur"].id, NEWER, at, 0.44, (Doubt.HELD_BACK,))


@pytest.fixture
def review(desk: Desk, cases: tuple[ReviewCase, ReviewCase]) -> Desk:
    """Dana looks at the queue."""
    desk.sign_in()
    press(desk, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    return desk


def lines(desk: Desk) -> list[str]:
    listed = desk.part("cases", QListWidget)
    return [listed.item(at).text().splitlines()[0] for at in range(listed.count())]


def test_the_newest_first_with_all_that_is_known(review: Desk) -> None:
    assert lines(review) == [f"“{NEWER}”", f"“{OLDER}”"]
    assert review.part("title").text() == "Review"
    press(review, Qt.Key.Key_Down)
    seen = review.texts().replace("\u00a0", " ")
    for line in (
        f"“{OLDER}”",
        "Ines Duarte · Room 7 · 18:41",
        "Score 0.57 · Level: Moderate",
        "Between the thresholds: nearly like words of danger",
        "The rules and the likeness to written examples disagree",
        "Sounds like: “without me”",
        "PHQ-9 5 on 3 Nov",
        "2 wait for a verdict",
    ):
        assert line in seen


def test_the_side_bar_counts(review: Desk) -> None:
    assert review.part("page3").accessibleName() == "Review 2"
    for key in (Qt.Key.Key_2, ENTER):
        press(review, key)
    assert review.part("page3").accessibleName() == "Review 1"


@pytest.mark.parametrize(
    ("key", "verdict"),
    [
        (Qt.Key.Key_1, Verdict.DANGER),
        (Qt.Key.Key_2, Verdict.NOT_DANGER),
        (Qt.Key.Key_3, Verdict.UNSURE),
    ],
)
def test_two_keys_decide(
    review: Desk,
    house: House,
    cases: tuple[ReviewCase, ReviewCase],
    key: Qt.Key,
    verdict: Verdict,
) -> None:
    for pressed in (key, ENTER):
        press(review, pressed)
    (decision,) = house.reviews.decisions
    dana = house.staff.by_login("dana")
    assert (decision.case_id, decision.verdict) == (cases[1].id, verdict)
    assert (decision.by, decision.level, decision.note) == (dana.id, None, "")
    assert lines(review) == [f"“{OLDER}”"]


def test_who_decided_is_shown_and_audited(review: Desk, house: House) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_6):
        press(review, key)
    review.part("reviewNote").setFocus()
    write(review, "Said it 3 times")
    press(review, ENTER)
    (decision,) = house.reviews.decisions
    assert (decision.level, decision.note) == (Level.URGENT, "Said it 3 times")
    line = f"18:42 · Dana Whitfield, RN: Danger (Urgent) · “{NEWER}”"
    assert line in review.part("decided").text()
    assert house.entries_kept[-1].action == AuditAction.REVIEW_DECIDED


def test_a_level_is_only_of_a_danger(review: Desk, house: House) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_7, Qt.Key.Key_2):
        press(review, key)
    assert not review.parts("verdict_urgent")
    press(review, ENTER)
    assert [(d.verdict, d.level) for d in house.reviews.decisions] == [(Verdict.NOT_DANGER, None)]


def test_enter_alone_decides_nothing(review: Desk, house: House) -> None:
    press(review, ENTER)
    assert not review.part("record").isEnabled()
    assert not house.reviews.decisions


def test_by_mouse(review: Desk, house: House) -> None:
    for name in ("verdict_danger", "verdict_elevated", "record"):
        QTest.mouseClick(review.part(name), Qt.MouseButton.LeftButton)
        review.settle()
    assert [(d.verdict, d.level) for d in house.reviews.decisions] == [
        (Verdict.DANGER, Level.ELEVATED)
    ]


def test_enter_on_a_verdict_records_it(review: Desk, house: House) -> None:
    press(review, Qt.Key.Key_3)
    review.part("verdict_unsure").setFocus()
    press(review, ENTER)
    assert [d.verdict for d in house.reviews.decisions] == [Verdict.UNSURE]


def test_a_new_case_does_not_slip_under_the_finger(
    review: Desk, house: House, cases: tuple[ReviewCase, ReviewCase], who: dict[str, Resident]
) -> None:
    press(review, Qt.Key.Key_2)
    review.part("reviewNote").setFocus()
    write(review, "half a no")
    house.reviews.add(who["Sven"].id, "Something newer", house.now)
    review.window._models.review.refresh()
    review.settle()
    assert len(lines(review)) == 3
    assert review.part("reviewNote").text() == "half a no"
    press(review, ENTER)
    assert house.reviews.decisions[0].case_id == cases[1].id


def test_another_case_begins_with_nothing_chosen(review: Desk) -> None:
    press(review, Qt.Key.Key_1)
    press(review, Qt.Key.Key_Down)
    assert not review.part("record").isEnabled()
    assert not review.parts("verdict_urgent")


def test_a_verdict_that_was_not_recorded_keeps_the_note(review: Desk, house: House) -> None:
    press(review, Qt.Key.Key_2)
    review.part("reviewNote").setFocus()
    write(review, "He was joking")
    house.lane.fault = DiskError("The disk is full.")
    press(review, ENTER)
    assert "The disk is full. Your note is kept here" in review.part("reviewProblem").text()
    house.lane.fault = None
    press(review, ENTER)
    assert [d.note for d in house.reviews.decisions] == ["He was joking"]


def test_an_empty_queue_explains_itself(desk: Desk) -> None:
    desk.sign_in()
    desk.window.show_page(Page.REVIEW)
    desk.settle()
    assert "Nothing waits for a verdict." in desk.texts()
    assert "the facility sets Lilo’s thresholds by them" in desk.texts()


def test_a_queue_that_cannot_be_read_is_not_called_empty(desk: Desk, house: House) -> None:
    desk.sign_in()
    desk.window.lock()
    desk.settle()
    desk.sign_in()
    house.reviews.open_cases = None
    desk.window._models.review.leave()
    desk.window._models.review.enter(house.staff.by_login("dana"))
    desk.window.show_page(Page.REVIEW)
    desk.settle()
    assert "The queue could not be read." in desk.texts()
    assert "Nothing waits for a verdict." not in desk.texts()


def test_nothing_is_kept_while_locked(review: Desk) -> None:
    review.part("reviewNote").setFocus()
    write(review, "private")
    review.window.lock()
    review.settle()
    kept = review.texts(hidden=True)
    for words in (NEWER, OLDER, "Arthur", "0.44", "held back"):
        assert words not in kept
    assert review.window.findChild(QLineEdit, "reviewNote").text() == ""
    assert review.window._models.review.reviews is None
    listed = review.window.findChild(QListWidget, "cases")
    assert listed.count() == 0


def test_a_gravest_part_of_a_long_queue_is_said_to_be_one(
    desk: Desk, house: House, who: dict[str, Resident]
) -> None:
    for at in range(230):
        house.reviews.add(who["Ines"].id, f"words {at}", house.now - timedelta(minutes=at))
    desk.sign_in()
    desk.window.show_page(Page.REVIEW)
    desk.settle()
    said = desk.part("reviewCount").text()
    assert said == "230 wait for a verdict. The gravest 200 of 230 are listed."
    assert desk.part("page3").accessibleName() == "Review 230"
