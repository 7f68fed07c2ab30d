"""What is asked straight is answered straight, and nothing else is."""

from pathlib import Path

import pytest

from app.conversation.plain_answers import PlainAnswers, load_plain_answers
from app.conversation.wording import Wording, WordingError


@pytest.fixture(scope="module")
def answers(resources: Path) -> PlainAnswers:
    return load_plain_answers(resources / "intents" / "plain.yaml")


@pytest.mark.parametrize(
    "asked",
    [
        "Are you human?",
        "are you a real person",
        "ARE YOU A ROBOT?!",
        "Tell me, are you a nurse?",
        "Am I talking to a machine?",
        "Am I speaking to somebody?",
        "Is this a recording?",
        "Are you… a computer?",
    ],
)
def test_whoever_asks_whether_lilo_is_human_is_told(answers: PlainAnswers, asked: str) -> None:
    assert answers.key_for(asked) == "are_you_human"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Tell me a joke.", "joke"),
        ("I am 91. Tell me a joke.", "joke"),
        ("Do you know any riddles?", "riddle"),
        ("Could you say a poem? Something quiet.", "poem"),
        ("Alright. Thank you dear.", "thanks"),
        ("What can you do?", "what_can_you_do"),
        ("Go away", "quiet_please"),
        ("I don’t want to talk today", "quiet_please"),
        ("I can't hear you. Talk louder.", "hard_to_hear"),
    ],
)
def test_a_small_wish_is_met(answers: PlainAnswers, said: str, key: str) -> None:
    assert answers.key_for(said) == key


@pytest.mark.parametrize(
    "said",
    [
        "They told me to go away and never come back",
        "My husband told jokes",
        "Nothing will ever make me laugh again",
        "The aides tell jokes about me",
        "My husband used to tell jokes to everyone",
        "I used to read poems to my wife when she was dying",
        "They turn it up so loud I can’t sleep",
        "Remember that my chest hurts",
        "Thank you for nothing",
        "What can you do, that is life",
        "I remember my mother’s kitchen",
        "Remember when we used to dance?",
        "I can hear you very well",
        "I don’t want to talk about dying, I want to do it",
        "He said leave me alone",
    ],
)
def test_what_only_sounds_like_one_is_left_alone(answers: PlainAnswers, said: str) -> None:
    assert answers.key_for(said) is None


@pytest.mark.parametrize(
    "said",
    ["", "Are you well?", "The nurse is a real person", "My son is a robot engineer", "🙂"],
)
def test_anything_else_has_no_plain_answer(answers: PlainAnswers, said: str) -> None:
    assert answers.key_for(said) is None


def test_every_plain_question_has_lines(
    answers: PlainAnswers, wording: Wording, resources: Path
) -> None:
    assert set(answers._patterns) <= set(wording.lines)
    for key in answers._patterns:
        assert wording.lines[key]


def test_every_answer_to_are_you_human_says_what_lilo_is(wording: Wording) -> None:
    for line in wording.lines["are_you_human"]:
        assert "program" in line


@pytest.mark.parametrize("content", ["", "- a list", "key: [", "key: ['(']", "key: 5"])
def test_a_mistake_is_refused_with_its_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "plain.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(WordingError, match=r"plain\.yaml cannot be used"):
        load_plain_answers(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match="No such file"):
        load_plain_answers(tmp_path / "plain.yaml")
