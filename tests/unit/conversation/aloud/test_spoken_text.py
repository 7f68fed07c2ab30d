"""What is written, as it is said."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.conversation.aloud import (
    Phrase,
    SpokenText,
    SpokenWordsError,
    load_spoken_words,
)
from resources import RESOURCES

ENGLISH = SpokenText(load_spoken_words(RESOURCES / "i18n" / "en" / "spoken.yaml"))

SAID = [
    ("Tea is at 16:00, in the garden room.", "Tea is at four P M, in the garden room."),
    ("Your daughter comes at 3:30 pm.", "Your daughter comes at three thirty P M."),
    ("It is 10:05.", "It is ten oh five."),
    ("Breakfast is at 8:00.", "Breakfast is at eight o'clock."),
    ("At 0:15 and at 12:00.", "At twelve fifteen A M and at twelve o'clock."),
    ("The bus goes at 3 p.m.", "The bus goes at three P M."),
    ("At 8 a.m. with water.", "At eight A M with water."),
    ("Born on 12 May 1931.", "Born on the twelfth of May, nineteen thirty-one."),
    ("On May 12, 1931 you moved.", "On May twelfth, nineteen thirty-one you moved."),
    ("Friday, 20 November.", "Friday, the twentieth of November."),
    ("On 2026-11-20.", "On November twentieth, twenty twenty-six."),
    ("On 11/3/2026.", "On November third, twenty twenty-six."),
    ("Mon 3 Jan, Tue. 4 Feb.", "Monday the third of January, Tuesday the fourth of February"),
    ("In the 1950s and in 1905.", "In the nineteen fifties and in nineteen oh five."),
    ("In 2003, 1900 and 2000.", "In two thousand three, nineteen hundred and two thousand."),
    ("It costs $12.50, or £1.", "It costs twelve dollars and fifty cents, or one pound."),
    ("It costs $0.05 or €1,200.", "It costs five cents or one thousand two hundred euros."),
    ("Call 988 or 911.", "Call nine eight eight or nine one one."),
    ("Ring 555-0134.", "Ring five five five zero one three four."),
    (
        "Ring (212) 555-0187.",
        "Ring two one two five five five zero one eight seven.",
    ),
    ("The code is 204816.", "The code is two zero four eight one six."),
    ("You are in room 105.", "You are in room one oh five."),
    ("She is in room 12, he in room 300.", "She is in room twelve, he in room three hundred."),
    ("Take 1,200 mg.", "Take one thousand two hundred milligrams."),
    ("Take 2.5 ml, or 1 ml.", "Take two point five millilitres, or one millilitre."),
    ("It was 98.6°F.", "It was ninety-eight point six degrees Fahrenheit."),
    ("It is -5° out.", "It is minus five degrees out."),
    ("About 50% sleep 7-8 hours.", "About fifty percent sleep seven to eight hours."),
    ("Your PHQ-9 is done.", "Your P H Q nine is done."),
    ("The 22nd time, the 101st.", "The twenty-second time, the one hundred first."),
    ("2,034,500 stars.", "two million thirty-four thousand five hundred stars."),
    ("Dr. Patel and Mrs. Ellis.", "Doctor Patel and Missis Ellis."),
    ("St. Louis, at 14 Mill St.", "Saint Louis, at fourteen Mill Street."),
    ("Tea, e.g. mint, etc.", "Tea, for example mint, and so on."),
    ("No. 5 & no. 6.", "number five and number six."),
    ("Half is 1/2.", "Half is half."),
    ("I think – no, I know.", "I think, no, I know."),
    ("“Hello,” she said…", "Hello, she said,"),
    ("A star ★ and *bold*.", "A star and bold."),
    ("Lilo is a computer program.", "Lilo is a computer program."),
]  # fmt: skip


@pytest.mark.parametrize(("written", "said"), SAID)
def test_numbers_and_signs_are_said_as_people_say_them(
    spoken_text: SpokenText, written: str, said: str
) -> None:
    assert spoken_text.said(written) == said


@pytest.mark.parametrize("nothing", ["", "   ", "...", "★", "“”"])
def test_where_there_is_nothing_to_say_nothing_is_said(
    spoken_text: SpokenText, nothing: str
) -> None:
    assert spoken_text.phrases(nothing) == ()


def test_there_are_pauses_on_both_sides_of_names_and_numbers(spoken_text: SpokenText) -> None:
    assert spoken_text.phrases("At 10:30 your daughter Carol comes, and stays.") == (
        Phrase("At", 90),
        Phrase("ten thirty", 90),
        Phrase("your daughter", 70),
        Phrase("Carol", 70),
        Phrase("comes, and stays.", 320),
    )


def test_days_and_months_and_the_word_i_are_no_names(spoken_text: SpokenText) -> None:
    assert len(spoken_text.phrases("Then I come on Monday, as in May.")) == 1


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_whatever_is_written_no_digit_and_no_mark_is_left(written: str) -> None:
    said = ENGLISH.said(written)
    assert not set(said) & set("\ue000\ue001\ue002\ue003<>")


def test_a_number_at_the_end_of_any_word_is_left_to_the_voice(spoken_text: SpokenText) -> None:
    assert spoken_text.said("Vitamin B12 is in it.") == "Vitamin B12 is in it."


def test_damaged_words_are_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "spoken.yaml"
    file.write_text("numbers: 3")
    with pytest.raises(SpokenWordsError, match=r"spoken\.yaml"):
        load_spoken_words(file)
