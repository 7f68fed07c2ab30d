"""The gate for Lilo's own sentences."""

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.safety import (
    Neighbour,
    OutgoingScreen,
    SafetyDataError,
    ScreenedSentence,
    Withheld,
    load_outgoing_screen,
)
from app.utterance import sentences


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


SENTENCES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "own_sentences.yaml").read_text("utf-8")
)
FORBIDDEN = [(rule, text) for rule, texts in SENTENCES["withheld"].items() for text in texts]


def test_there_are_enough_sentences_to_say_something() -> None:
    assert len(FORBIDDEN) >= 120


@pytest.mark.parametrize(("rule", "sentence"), FORBIDDEN)
def test_each_forbidden_sentence_is_withheld_by_its_rule(
    outgoing: OutgoingScreen, rule: str, sentence: str
) -> None:
    assert outgoing.screen(sentence) == Withheld(rule)
    assert outgoing.screen(f"Well, my dear: {sentence}") == Withheld(rule)


@pytest.mark.parametrize("sentence", SENTENCES["ordinary"])
def test_an_ordinary_sentence_next_to_them_may_be_said(
    outgoing: OutgoingScreen, sentence: str
) -> None:
    assert isinstance(outgoing.screen(sentence, neighbours=[WALTER]), ScreenedSentence)


def test_nothing_that_ships_is_withheld(outgoing: OutgoingScreen, resources: Path) -> None:
    replies = list(shipped_replies(resources))
    articles = list(shipped_articles(resources))
    assert len(replies) > 600
    assert len(articles) > 600
    withheld = [
        (verdict.rule, text)
        for texts, is_article in ((replies, False), (articles, True))
        for text in texts
        if isinstance(
            verdict := outgoing.screen(
                text, neighbours=[WALTER], from_approved_knowledge=is_article
            ),
            Withheld,
        )
    ]
    assert withheld == []


WALTER = Neighbour("Walter", "Novák", "Wally", "14")
SLOTS = {
    "name": "Peggy",
    "story_title": "The red sail",
    "story_line": "You had a boat.",
    "person": "Helen",
    "place": "Mill Street",
    "plan": "tea in the garden room",
    "plan_time": "four o’clock",
    "day": "Friday",
    "date": "the twentieth of November",
    "part_of_day": "morning",
    "facility": "Willow House",
    "room": "12",
    "staff": "Dana",
    "visitor": "your daughter Carol",
    "knowledge": "Drink a little often.",
    "knowledge_title": "Drinking enough",
    "planned": "a visit from Carol",
    "planned_when": "on Sunday at two o’clock",
    "choices": "to talk, to hear a story, or to have a nurse",
    "told_when": "Tuesday, the third of November",
}


def strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for inner in part.values():
            yield from strings(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from strings(inner)


def shipped_replies(resources: Path) -> Iterator[str]:
    for path in sorted((resources / "replies").glob("*.yaml")):
        for text in strings(yaml.safe_load(path.read_text("utf-8"))):
            if " " in text:
                yield text.format_map(SLOTS)


def shipped_articles(resources: Path) -> Iterator[str]:
    for path in sorted((resources / "knowledge").glob("*.md")):
        body = path.read_text("utf-8").split("---", 2)[2]
        yield from sentences(" ".join(body.split()))


@pytest.mark.parametrize(
    "sentence",
    [
        "Walter Novak is ill.",
        "WALLY NOVÁK sleeps.",
        "Novak, Walter: room 14.",
        "Mr Novak has a daughter.",
        "The man at number 14 sings.",
        "Mr. Nov\u00adak fell.",
        "Wally in 14 sings.",
        "Room 14 is noisy.",
        "The lady in 14 is kind.",
        "Walter down the hall is sad.",
        "At your table Wally laughed.",
    ],
)
def test_another_resident_is_known_by_any_name_and_by_the_room(
    outgoing: OutgoingScreen, sentence: str
) -> None:
    assert outgoing.screen(sentence, neighbours=[WALTER]) == Withheld("another_resident")


@pytest.mark.parametrize(
    "sentence",
    [
        "Walter is a fine name.",
        "Your brother Walter came in 14 days.",
        "You are in room 12.",
        "November is near.",
        "Room 140 was the chemistry room.",
        "The bakery was at number 14, Mill Street.",
    ],
)
def test_a_first_name_by_itself_is_nobody_in_particular(
    outgoing: OutgoingScreen, sentence: str
) -> None:
    assert isinstance(outgoing.screen(sentence, neighbours=[WALTER]), ScreenedSentence)


def test_a_neighbour_of_whom_little_is_known_withholds_only_what_is_known(
    outgoing: OutgoingScreen,
) -> None:
    nameless, roomless = Neighbour("", "", room="9"), Neighbour("Ann", "Bell")
    nobody, surname = Neighbour("", ""), Neighbour("", "Bell", room="3")
    others = [nobody, nameless, roomless, surname]
    for said in ("Room 9 is dark.", "Ann Bell sings.", "Miss Bell sings.", "Room 3 is dark."):
        assert isinstance(outgoing.screen(said, neighbours=others), Withheld)
    assert isinstance(outgoing.screen("A bell rang.", neighbours=others), ScreenedSentence)


def test_signs_that_show_nothing_hide_nothing(outgoing: OutgoingScreen) -> None:
    assert outgoing.screen("I am a nu\u200brse.") == Withheld("person")
    assert outgoing.screen("I am a nu\u00adrse.") == Withheld("person")


def test_what_is_harmless_is_cut_out_before_a_rule_looks(tmp_path: Path) -> None:
    rows = [{"id": "dose", "any": ["tablet"], "unless": ["tablet of stone"]}]
    screen = load_outgoing_screen(written(tmp_path, {"withhold": rows})).screen
    assert screen("A tablet.") == Withheld("dose")
    assert isinstance(screen("A tablet of stone."), ScreenedSentence)


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
