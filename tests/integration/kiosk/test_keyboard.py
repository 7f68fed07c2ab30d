"""The keyboard on the screen: by touch, by arrow keys, by what a switch presses."""

from kiosk_driver import Kiosk, OpenKiosk
from kiosk_fakes import spoken
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def key(kiosk: Kiosk, text: str) -> str:
    return next(
        item.objectName()
        for item in kiosk.items()
        if item.objectName().startswith("key") and item.property("text") == text
    )


def type_on_screen(kiosk: Kiosk, *keys: str) -> None:
    for each in keys:
        kiosk.touch(key(kiosk, each))


def written(kiosk: Kiosk) -> str:
    return str(kiosk.find("talkField").property("text"))


def test_a_sentence_is_written_by_touch_alone_and_sent(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.touch("talkButton")
    type_on_screen(kiosk, *"TEA", "Space", *"IS", "Space", *"NICE")
    assert written(kiosk) == "Tea is nice"
    assert kiosk.focus == "talkField", "the field stays where one writes"
    kiosk.bench.talk.steps = [spoken("Yes.")]
    kiosk.touch("sendButton")
    assert kiosk.bench.talk.taken == ["Tea is nice"]


def test_erasing_numbers_and_accents(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.touch("talkButton")
    type_on_screen(kiosk, "A", "B", "⌫", "123", "7", ".", "áñ", "Ñ", "ABC", "C")
    assert written(kiosk) == "A7.Ñc"


def test_a_word_that_is_offered_can_be_taken(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.touch("talkButton")
    type_on_screen(kiosk, *"BA")
    assert kiosk.text("suggestion0") == "bakery"
    kiosk.touch("suggestion0")
    assert written(kiosk) == "Bakery "


def test_a_letter_twice_within_a_moment_is_one(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.touch("talkButton")
    kiosk.seconds.step = 0.3
    type_on_screen(kiosk, "T", "T")
    assert written(kiosk) == "T"


def test_the_order_of_letters_is_the_residents(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    for choice in (None, 2, 2, 1, 0, 1):
        if choice is None:
            kiosk.model.show_more()
        else:
            kiosk.model.choose_option(choice)
    kiosk.model.go_home()
    kiosk.settle()
    kiosk.touch("talkButton")
    row = [kiosk.text(f"key{index}") for index in range(6)]
    assert row == list("QWERTY")


def test_arrow_keys_and_space_press_every_key(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.touch("talkButton")
    while not kiosk.focus.startswith("key"):
        QTest.keyClick(kiosk.view, Qt.Key.Key_Tab)
    assert kiosk.focus == "key0"
    kiosk.key(Qt.Key.Key_Right)
    kiosk.key(Qt.Key.Key_Space)
    kiosk.key(Qt.Key.Key_Down)
    kiosk.key(Qt.Key.Key_Return)
    assert written(kiosk) == "Bl"
