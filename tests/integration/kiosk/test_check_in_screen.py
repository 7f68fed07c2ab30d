"""What can be touched beside the answers of a check-in."""

import pytest
from kiosk_driver import Kiosk
from PySide6.QtCore import QCoreApplication

BESIDE = [("checkInBackButton", "back"), ("againButton", "repeat")]


@pytest.mark.parametrize("shown", ["check-in, spoken"], indirect=True)
@pytest.mark.parametrize(("button", "command"), BESIDE)
def test_a_wrong_answer_can_be_gone_back_to_and_a_question_said_again(
    shown: Kiosk, button: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[str] = []
    monkeypatch.setattr(shown.model._check_in_line, "press", pressed.append)
    shown.touch(button)
    assert pressed == [command]


@pytest.mark.parametrize("shown", ["check-in, spoken"], indirect=True)
def test_with_the_largest_letters_the_way_back_stands_on_the_page_of_the_question(
    shown: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[str] = []
    monkeypatch.setattr(shown.model._check_in_line, "press", pressed.append)
    shown.window.set_text_scale(2.0)
    QCoreApplication.processEvents()
    shown.lay_out()
    assert shown.sees("checkInBackButton")
    assert shown.sees("checkInSkipButton")
    while shown.find("checkInWriteButton").property("text") == "Read on":
        shown.touch("checkInWriteButton")
        shown.lay_out()
    shown.touch("checkInWriteButton")
    shown.lay_out()
    assert shown.sees("checkInSkipButton")
    assert not shown.sees("checkInBackButton")
    assert shown.sees("checkInWriteInsteadButton")
    shown.touch("againButton")
    assert pressed == ["repeat"]
    shown.window.set_text_scale(1.0)
