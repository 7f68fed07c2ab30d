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
