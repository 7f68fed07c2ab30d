"""What a model writes becomes whole sentences: no thoughts, no markup, no loops, no half ones."""

import pytest

from app.generation import LoopError, SentenceStream, without_thoughts
from app.generation.repetition import loops


def heard(text: str, size: int = 3) -> list[str]:
    stream = SentenceStream()
    said: list[str] = []
    for at in range(0, len(text), size):
        said += stream.add(text[at : at + size])
    return said + stream.end()


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_sentences_come_whole_however_the_text_is_cut(size: int) -> None:
    assert heard("That is a heavy day. I am here. Would you like to rest?", size) == [
        "That is a heavy day.",
        "I am here.",
        "Would you like to rest?",
    ]


def test_a_sentence_is_released_before_the_next_has_ended() -> None:
    stream = SentenceStream()
    assert stream.add("That is a heavy day.") == []
    assert stream.add(" I am") == ["That is a heavy day."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mr. Ellis had a bakery. It was blue.", ["Mr. Ellis had a bakery.", "It was blue."]),
        ("One. Two is here. Three. Four. Five.", ["One.", "Two is here.", "Three."]),
        ("It is quiet. And then the mod", ["It is quiet."]),
        ("How are you? I hope well. Truly.", ["How are you?"]),
        ("**Lilo:** It is *quiet* now.", ["It is quiet now."]),
        ("Lilo: It is quiet now.", ["It is quiet now."]),
        ("<think>She is sad. I should</think>It is quiet now.", ["It is quiet now."]),
        ("<think>She is sad. I should go on and on.", []),
        ("I think so. </think> It is quiet now.", ["It is quiet now."]),
        ("!!! ??? 123.", []),
        ("", []),
    ],
)
def test_what_is_released(text: str, said: list[str]) -> None:
    assert heard(text, 1000) == said


@pytest.mark.parametrize("size", [1, 2, 5])
def test_thoughts_are_never_shown_however_they_are_cut(size: int) -> None:
    said = heard("<think>Secret plan one. Secret plan two. </think>\n\nGood morning to you. ", size)
    assert said == ["Good morning to you."]


def test_half_a_tag_is_held_back() -> None:
    assert without_thoughts("Hello <thi") == "Hello "
    assert without_thoughts("2 < 3") == "2 < 3"


@pytest.mark.parametrize(
    "text",
    [
        "I am here for you. " * 3,
        "rest and then " * 3,
        "no " * 6,
        "ab" * 60,
    ],
)
def test_going_round_in_circles_is_noticed(text: str) -> None:
    assert loops(text)
    with pytest.raises(LoopError):
        heard(text, 1)


@pytest.mark.parametrize(
    "text",
    ["No, no, no, no.", "I hear you. I hear you.", "Row, row, row your boat, gently down.", ""],
)
def test_speech_is_no_loop(text: str) -> None:
    assert not loops(text)
