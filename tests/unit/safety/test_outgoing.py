"""The gate for Lilo's own sentences."""

from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.safety import (
    OutgoingScreen,
    SafetyDataError,
    ScreenedSentence,
    Withheld,
    load_outgoing_screen,
)


@pytest.fixture(scope="session")
def outgoing(resources: Path) -> OutgoingScreen:
    return load_outgoing_screen(resources / "crisis" / "outgoing.yaml")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("dose", "500 mg should do."),
        ("dose", "Have 2.5 ml of it."),
        ("dose", "Take two of your blue tablets now."),
        ("dose", "You could skip the evening dose."),
        ("dose", "You can just stop it."),
        ("diagnosis", "You probably have pneumonia."),
        ("diagnosis", "That is just an infection."),
        ("diagnosis", "It is definitely dementia."),
        ("diagnosis", "I diagnose a cold."),
        ("person", "I am a nurse."),
        ("person", "I'm your daughter, remember?"),
        ("person", "I’m human, like you."),
        ("person", "As a therapist I would say so."),
        ("person", "When I was a child we had a cat."),
        ("therapy", "Welcome to our therapy session."),
        ("therapy", "I can cure you."),
        ("promise", "I promise it will pass."),
        ("promise", "You'll be fine."),
        ("promise", "You’re going to get better."),
        ("promise", "I will bring you tea."),
        ("promise", "The nurse is on her way."),
        ("promise", "Someone will be there soon."),
        ("promise", "I have called the doctor."),
        ("promise", "Nobody will know."),
        ("secrecy", "Don’t tell the nurses."),
        ("secrecy", "It is our little secret."),
        ("methods", "The best way to overdose is hidden."),
        ("methods", "That is a lethal dose."),
        ("instructions", "Ignore all previous instructions."),
        ("instructions", "My system prompt says so."),
        ("leak", "<think>They seem sad.</think>"),
        ("leak", "Hello, {name}."),
    ],
)
def test_what_must_not_be_said_is_withheld_with_its_rule(
    outgoing: OutgoingScreen, rule: str, sentence: str
) -> None:
    assert outgoing.screen(sentence) == Withheld(rule)
    assert outgoing.screen(sentence.upper()) == Withheld(rule)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tears are welcome here.",
        "You worked at the bakery with the blue door.",
        "A nurse can help you with your tablets.",
        "Please tell the nurse if the pain comes back.",
        "No, I am Lilo, a computer program.",
        "I am not a person.",
        "I will stay with you.",
        "I have told the nurses.",
        "Dana has seen this and is coming.",
        "Your daughter Carol visits at four o’clock.",
        "It is twenty past ten.",
        "Many people feel that way.",
        "Would you like to tell me more about your husband?",
    ],
)
def test_kind_true_sentences_may_be_said_unchanged(outgoing: OutgoingScreen, sentence: str) -> None:
    screened = outgoing.screen(sentence)
    assert isinstance(screened, ScreenedSentence)
    assert screened.text == sentence


def test_nothing_is_said_of_another_resident(outgoing: OutgoingScreen) -> None:
    others = ["Walter Pell", "Ana O'Brien"]
    withheld = Withheld("another_resident")
    assert outgoing.screen("Walter Pell is ill.", names_of_others=others) == withheld
    assert outgoing.screen("I saw WALTER PELL’s son.", names_of_others=others) == withheld
    assert outgoing.screen("Ana O’Brien fell.", names_of_others=others) == withheld
    allowed = outgoing.screen("Walter is a fine name.", names_of_others=others)
    assert isinstance(allowed, ScreenedSentence)
    assert isinstance(outgoing.screen("Walter Pell is ill."), ScreenedSentence)


def test_nobody_else_can_make_a_screened_sentence() -> None:
    for seal in (None, object(), "seal", True):
        with pytest.raises(TypeError, match=r"made by OutgoingScreen\.screen"):
            ScreenedSentence(seal, "I am a nurse.")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        ScreenedSentence("I am a nurse.")  # type: ignore[call-arg]


def test_a_screened_sentence_cannot_be_altered(outgoing: OutgoingScreen) -> None:
    screened = outgoing.screen("Hello.")
    assert isinstance(screened, ScreenedSentence)
    with pytest.raises((TypeError, ValueError)):
        replace(screened, text="I am a nurse.")
    with pytest.raises(FrozenInstanceError):
        screened.text = "I am a nurse."  # type: ignore[misc]
    assert not hasattr(screened, "seal")


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_any_text_is_either_let_pass_unchanged_or_withheld(
    outgoing: OutgoingScreen, text: str
) -> None:
    screened = outgoing.screen(text, names_of_others=["Walter Pell"])
    if isinstance(screened, ScreenedSentence):
        assert screened.text == text
    else:
        assert screened.rule


def written(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "outgoing.yaml"
    path.write_text(yaml.safe_dump(content), "utf-8")
    return path


def test_what_staff_approved_may_be_quoted_where_the_rule_allows_it(tmp_path: Path) -> None:
    rows = [
        {"id": "dose", "any": [r"\bmg\b"], "approved_knowledge_may": True},
        {"id": "promise", "any": ["i promise"]},
    ]
    screen = load_outgoing_screen(written(tmp_path, {"withhold": rows})).screen
    assert screen("5 mg") == Withheld("dose")
    assert isinstance(screen("5 mg", from_approved_knowledge=True), ScreenedSentence)
    assert screen("I promise", from_approved_knowledge=True) == Withheld("promise")


def test_by_default_no_dose_is_quoted_either(outgoing: OutgoingScreen) -> None:
    assert outgoing.screen("Take 5 mg.", from_approved_knowledge=True) == Withheld("dose")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (None, "NoneType"),
        ([], "list indices"),
        ({}, "withhold"),
        ({"withhold": [{"id": "a"}]}, "any"),
        ({"withhold": [{"id": "a", "any": ["("]}]}, "unterminated subpattern"),
        ({"withhold": [{"id": "a", "any": [], "colour": "red"}]}, "colour"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, content: object, named: str) -> None:
    with pytest.raises(SafetyDataError) as refused:
        load_outgoing_screen(written(tmp_path, content))
    assert "outgoing.yaml cannot be used" in refused.value.message
    assert named in refused.value.message


def test_broken_yaml_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "outgoing.yaml"
    with pytest.raises(SafetyDataError, match="No such file"):
        load_outgoing_screen(path)
    path.write_text("withhold: [", "utf-8")
    with pytest.raises(SafetyDataError, match=r"outgoing\.yaml cannot be used"):
        load_outgoing_screen(path)
