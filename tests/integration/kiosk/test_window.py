import asyncio

import pytest
from kiosk_driver import REPLY, SOURCE, TEA, TOUCH, OpenKiosk
from kiosk_fakes import DANA, NIGHT, crisis_opened, disclosed, done, heard, run, spoken
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.alerts import AlertEventKind, Outcome

BAKERY = "I was thinking about the bakery."


def test_home_tells_who_when_and_what_comes_next(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    assert kiosk.text("greeting") == "Good afternoon, Margaret."
    assert kiosk.text("date") == "Friday, 20 November · afternoon"
    assert kiosk.text("clock") == "3:40"
    assert kiosk.text("nextLabel") == "Next today, at 4 o’clock"
    assert kiosk.text("nextTitle") == TEA
    assert kiosk.text("place") == "You are at Willow House, room 12."


def test_a_whole_conversation_by_touch_and_typing(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.touch("talkButton")
    assert kiosk.focus == "talkField"
    kiosk.bench.talk.steps = [heard(BAKERY), *(spoken(text, SOURCE) for text in REPLY)]
    kiosk.write(BAKERY)
    kiosk.touch("sendButton")
    assert kiosk.bench.talk.taken == [BAKERY]
    assert kiosk.text("heard") == BAKERY
    assert [kiosk.text(f"sentence{index}") for index in range(3)] == list(REPLY)
    assert kiosk.text("source") == SOURCE
    kiosk.touch("answerButton")
    assert kiosk.find("talkField").property("text") == ""
    kiosk.touch("homeButton")
    assert kiosk.sees("greeting")


def test_a_whole_conversation_by_keyboard_alone(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    assert kiosk.focus == "talkButton"
    kiosk.key(Qt.Key.Key_Space)
    kiosk.bench.talk.steps = [heard("Hello"), spoken("Hello, Margaret.")]
    kiosk.write("Hello")
    kiosk.key(Qt.Key.Key_Return)
    assert kiosk.text("sentence0") == "Hello, Margaret."
    assert kiosk.focus == "answerButton"
    kiosk.key(Qt.Key.Key_Tab)
    assert kiosk.focus == "againButton"
    assert kiosk.find("againButton").property("visualFocus")
    kiosk.key(Qt.Key.Key_Return)
    kiosk.key(Qt.Key.Key_Tab)
    assert kiosk.focus == "homeButton"
    kiosk.key(Qt.Key.Key_Tab)
    assert kiosk.focus == "callButton"
    kiosk.key(Qt.Key.Key_Backtab)
    kiosk.key(Qt.Key.Key_Space)
    assert kiosk.sees("greeting")
    assert kiosk.focus == "talkButton"


def test_return_sends_and_shift_return_makes_a_new_line(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.touch("talkButton")
    kiosk.write("a")
    kiosk.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    kiosk.write("b")
    kiosk.key(Qt.Key.Key_Tab)
    assert kiosk.focus == "suggestion0"
    kiosk.key(Qt.Key.Key_Backtab)
    assert kiosk.focus == "talkField"
    kiosk.bench.talk.steps = [heard("a\nb"), spoken("Yes.")]
    kiosk.key(Qt.Key.Key_Return)
    assert kiosk.bench.talk.taken == ["a\nb"]


def test_an_empty_field_is_met_with_patience(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.touch("talkButton")
    kiosk.touch("sendButton")
    assert kiosk.text("ask") == "Please write a few words first."
    kiosk.write("H")
    assert not kiosk.sees("ask")
    kiosk.key(Qt.Key.Key_Backspace)
    assert kiosk.text("ask") == "What would you like to tell me?"


def test_the_field_holds_no_more_than_it_may(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.touch("talkButton")
    kiosk.find("talkField").setProperty("text", "word " * 2000)
    kiosk.settle()
    assert len(str(kiosk.find("talkField").property("text"))) == 1500


def test_markup_is_shown_and_not_obeyed(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.say(spoken("<h1>Hello</h1>"), words="<b>bold</b> <img src='x'>")
    assert kiosk.text("heard") == "<b>bold</b> <img src='x'>"
    assert kiosk.text("sentence0") == "<h1>Hello</h1>"


@pytest.mark.parametrize(
    "words", ["🌷" * 400, "مرحبا كيف حالك " * 40, "x" * 1500, "\n" * 300 + "x", "\x07\x1b[0m"]
)
def test_strange_words_break_nothing(open_kiosk: OpenKiosk, words: str) -> None:
    kiosk = open_kiosk()
    kiosk.say(spoken("I could not make that out."), words=words)
    assert kiosk.text("sentence0") == "I could not make that out."
    # Whole, however long, and without an ellipsis.
    assert not kiosk.find("heard").property("truncated")


def test_words_that_could_not_be_kept_are_in_the_field_again(open_kiosk: OpenKiosk) -> None:
    from kiosk_fakes import BrokenError

    kiosk = open_kiosk()
    kiosk.touch("talkButton")
    kiosk.write(BAKERY)
    kiosk.bench.talk.steps = [BrokenError("disk")]
    kiosk.touch("sendButton")
    assert kiosk.text("ask") == "Not your fault."
    assert kiosk.find("talkField").property("text") == BAKERY


def test_a_long_reply_is_read_page_by_page_and_again_from_its_start(
    open_kiosk: OpenKiosk,
) -> None:
    kiosk = open_kiosk()
    kiosk.say(*(spoken(text * 3, SOURCE) for text in REPLY * 2))
    top = kiosk.rect(kiosk.find("sentence0")).top()
    assert kiosk.text("onwardButton") == "Read on"
    pages = 0
    while kiosk.sees("onwardButton"):
        kiosk.touch("onwardButton")
        pages += 1
        assert pages < 20
    bottom = kiosk.rect(kiosk.find("source")).bottom()
    assert bottom < kiosk.rect(kiosk.find("answerButton")).top()
    assert kiosk.text("sourcesButton") == "Where from?"
    kiosk.touch("sourcesButton")
    assert kiosk.text("source0") == SOURCE
    kiosk.touch("sourcesButton")
    assert kiosk.rect(kiosk.find("sentence0")).top() == top


def test_nothing_can_be_sent_while_a_reply_is_on_its_way(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    gate = asyncio.Event()
    kiosk.bench.talk.steps = [heard("Hello"), gate, spoken("Yes.")]
    kiosk.touch("talkButton")
    kiosk.write("Hello")
    QTest.mouseClick(kiosk.view, Qt.MouseButton.LeftButton, pos=kiosk.middle("sendButton"))
    kiosk.spawner.advance()
    assert kiosk.text("notice") == "I am thinking about what you said."
    assert not kiosk.find("answerButton").isEnabled()
    gate.set()
    kiosk.settle()
    assert kiosk.find("answerButton").isEnabled()


def test_a_shaken_tap_does_not_press_what_comes_under_the_finger(
    open_kiosk: OpenKiosk,
) -> None:
    kiosk = open_kiosk()
    kiosk.say(spoken("Hello, Margaret."))
    kiosk.seconds.step = 0.3
    kiosk.seconds.at += 5
    place = kiosk.middle("answerButton")
    for _ in range(2):
        QTest.mouseClick(kiosk.view, Qt.MouseButton.LeftButton, pos=place)
    assert kiosk.sees("talkField")
    assert kiosk.text("ask") == "What would you like to tell me?"


def test_buttons_act_on_release_and_forgive_a_finger_that_moves_away(
    open_kiosk: OpenKiosk,
) -> None:
    kiosk = open_kiosk()
    at = kiosk.middle("talkButton")
    QTest.touchEvent(kiosk.view, TOUCH).press(0, at, kiosk.view).commit()
    assert kiosk.sees("greeting")
    away = QPoint(100, 600)
    QTest.touchEvent(kiosk.view, TOUCH).move(0, away, kiosk.view).commit()
    QTest.touchEvent(kiosk.view, TOUCH).release(0, away, kiosk.view).commit()
    kiosk.settle()
    assert kiosk.sees("greeting")


def test_the_crisis_is_answered_by_touch_and_left_by_choice(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    alert_id = kiosk.fall_into_crisis()
    assert alert_id is not None
    assert kiosk.text("crisisLine0") == "I am glad you told me, Margaret."
    assert kiosk.text("question") == "Are you thinking about ending your life?"
    assert kiosk.text("statusLine0") == "I have told the nurses."
    kiosk.touch("answer2")
    assert kiosk.text("crisisLine0") == "That is all right. You do not have to say."
    assert kiosk.text("question") == "Do you have a way to do it?"
    run(kiosk.spawner, kiosk.bench.desk.acknowledge(alert_id, DANA.id))
    kiosk.settle()
    assert kiosk.text("statusLine1") == "Dana has seen this and is coming."
    for _ in range(4):
        kiosk.touch("answer1")
    assert not kiosk.sees("question")
    assert not kiosk.sees("leaveButton")
    run(kiosk.spawner, kiosk.bench.desk.resolve(alert_id, DANA.id, Outcome.HELPED))
    kiosk.settle()
    assert kiosk.text("statusLine0") == "Dana is looking after this now."
    kiosk.touch("leaveButton")
    assert kiosk.sees("greeting")
    kept = [e for e in kiosk.bench.memory.events if e.kind is AlertEventKind.ANSWERED]
    assert len(kept) == 5


def test_whoever_begins_to_type_in_a_crisis_writes_and_is_answered(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    alert_id = kiosk.fall_into_crisis()
    kiosk.write("It all hurts")
    assert kiosk.focus == "talkField"
    assert str(kiosk.find("talkField").property("text")) == "It all hurts"
    said = spoken("I am here, and I am listening.")
    kiosk.bench.talk.steps = [
        heard("It all hurts"),
        crisis_opened(alert_id, goes_on=True),
        said,
        done(),
    ]
    kiosk.key(Qt.Key.Key_Return)
    assert kiosk.bench.talk.taken[-1] == "It all hurts"
    assert kiosk.text("crisisLine0") == "I am here, and I am listening."
    assert kiosk.text("question") == "Are you thinking about ending your life?"
    kiosk.touch("tellMoreButton")
    kiosk.touch("crisisBackButton")
    assert kiosk.sees("answer0")
    kiosk.touch("tellMoreButton")
    kiosk.write("yes")
    kiosk.touch("crisisSendButton")
    assert kiosk.text("question") == "Do you have a way to do it?"
    assert kiosk.bench.talk.taken[-1] == "It all hurts"


def test_what_lilo_is_has_a_card_of_its_own_and_stands_on_the_home_screen(
    open_kiosk: OpenKiosk,
) -> None:
    kiosk = open_kiosk()
    assert kiosk.text("aboutLilo") == "Lilo is a computer program."
    assert kiosk.rect(kiosk.find("aboutLilo")).top() >= kiosk.rect(kiosk.find("place")).bottom()
    kiosk.say(*disclosed("Lilo is a computer program, not a person."), spoken("Good morning."))
    assert kiosk.text("aboutLilo") == "Lilo is a computer program, not a person."
    assert kiosk.text("sentence0") == "Good morning."
    assert not kiosk.sees("sentence1")
    kiosk.say(spoken("It is sunny."))
    assert not kiosk.sees("aboutLilo")


def test_the_crisis_can_be_answered_by_keyboard(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.fall_into_crisis()
    seen = []
    for _ in range(5):
        kiosk.key(Qt.Key.Key_Tab)
        seen.append(kiosk.focus)
    assert set(seen) == {"answer0", "answer1", "answer2", "tellMoreButton", "callButton"}
    while kiosk.focus != "answer2":
        kiosk.key(Qt.Key.Key_Tab)
    kiosk.key(Qt.Key.Key_Return)
    assert kiosk.text("question") == "Do you have a way to do it?"


def test_the_window_opens_before_the_facility_and_takes_it_later(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk(is_open=False)
    assert kiosk.text("noticeTitle") == "Lilo is starting."
    kiosk.window.attach(kiosk.bench.services)
    kiosk.settle()
    assert kiosk.text("greeting") == "Good afternoon, Margaret."
    kiosk.window.fail("The disk is full.")
    assert kiosk.text("noticeTitle") == "Something is wrong with this screen."
    assert kiosk.text("noticeLine0") == "The disk is full."


def test_night_is_dark_and_can_be_talked_to(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk(now=NIGHT)
    assert kiosk.text("nightClock") == "2:10"
    assert kiosk.text("nightPlace") == "You are in your room at Willow House."
    assert kiosk.window.grab().pixelColor(5, 5).lightness() < 40
    kiosk.say(spoken("I am here."))
    assert kiosk.text("sentence0") == "I am here."


def test_text_can_grow_while_it_runs(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    before = kiosk.find("nextTitle").property("font").pixelSize()
    kiosk.window.set_text_scale(1.5)
    assert kiosk.find("nextTitle").property("font").pixelSize() > before


def test_a_picture_can_be_taken(open_kiosk: OpenKiosk) -> None:
    image = open_kiosk(size=(1920, 1080)).window.grab()
    assert (image.width(), image.height()) == (1920, 1080)
    assert image.pixelColor(5, 5).name() == "#fbf7f0"
