"""What words mean as an answer: taken, read back, or not taken."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources as resources_package
from app.clinical import ScaleId
from app.clinical.scale_files import SHARED, Scales, Speech, load_scales, load_speech
from app.clinical.understanding import (
    Command,
    Confused,
    Meant,
    Outside,
    Unclear,
    Wished,
    confirms,
    plain,
    understand,
)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Not at all", 0),
        ("No, never.", 0),
        ("no", 0),
        ("several days", 1),
        ("Well, I'd say several days, dear", 1),
        ("More than half the days.", 2),
        ("over half the days I think it was", 2),
        ("Nearly every day!", 3),
        ("oh, nearly every day, for the tiredness anyway", 3),
        ("every day", 3),
        ("all the time", 3),
    ],
)
def test_said_plainly(scales: Scales, speech: Speech, words: str, value: int) -> None:
    heard = understand(words, scales[ScaleId.PHQ9], speech)
    assert isinstance(heard, Meant)
    assert heard.value == value
    assert heard.is_sure == ("think" not in words)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two", 2),
        ("2", 2),
        ("put me down for a three", 3),
        ("not really", 0),
        ("sometimes", 1),
        ("most days", 2),
        ("about ten days", 2),
        ("three days or so", 1),
        ("one day", 0),
        ("every night, thirteen nights", 3),
        ("maybe several days", 1),
        ("I never sleep", 0),
        ("several days, when my hip was bad and the weather turned", 1),
    ],
)
def test_what_is_near_unsure_or_long_is_read_back(
    scales: Scales, speech: Speech, words: str, value: int
) -> None:
    heard = understand(words, scales[ScaleId.PHQ9], speech)
    if words.startswith("put me"):
        assert heard == Unclear()
    else:
        assert heard == Meant(value, is_sure=False)


def test_badly_heard_is_read_back(scales: Scales, speech: Speech) -> None:
    phq9 = scales[ScaleId.PHQ9]
    assert understand("several days", phq9, speech, confidence=0.74) == Meant(1, is_sure=False)
    assert understand("several days", phq9, speech, confidence=0.75) == Meant(1, is_sure=True)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("no, several days", (0, 1)),
        ("not at all, well nearly every day", (0, 3)),
        ("not nearly every day", (3,)),
        ("it wasn't more than half the days", (2,)),
    ],
)
def test_two_answers_or_one_turned_round_is_none(
    scales: Scales, speech: Speech, words: str, values: tuple[int, ...]
) -> None:
    assert understand(words, scales[ScaleId.PHQ9], speech) == Confused(values)


@pytest.mark.parametrize("words", ["ten", "7", "a four", "-1", "minus -3", "forty days", "99 days"])
def test_numbers_the_scale_does_not_have(scales: Scales, speech: Speech, words: str) -> None:
    heard = understand(words, scales[ScaleId.PHQ9], speech)
    assert heard == (Unclear() if words == "forty days" else Outside()) or words == "a four"


@pytest.mark.parametrize(
    "words",
    ["My daughter came by today", "two or three", "", "...", "yes", "the blue one", "٣"],
)
def test_what_is_no_answer(scales: Scales, speech: Speech, words: str) -> None:
    assert understand(words, scales[ScaleId.PHQ9], speech) == Unclear()


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("Pardon?", Command.REPEAT),
        ("say that again please", Command.REPEAT),
        ("What did you say, dear?", Command.REPEAT),
        ("skip", Command.SKIP),
        ("I'd rather not say.", Command.SKIP),
        ("I don't know", Command.SKIP),
        ("Stop please", Command.STOP),
        ("that's enough now", Command.STOP),
        ("I'm tired.", Command.STOP),
        ("go back", Command.BACK),
        ("I want to change my answer", Command.BACK),
    ],
)
def test_what_is_wished_instead(
    scales: Scales, speech: Speech, words: str, command: Command
) -> None:
    assert understand(words, scales[ScaleId.PHQ9], speech) == Wished(command)


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("yes", Meant(1, is_sure=True)),
        ("No I haven't.", Meant(0, is_sure=True)),
        ("I suppose so", Meant(1, is_sure=False)),
        ("yes and no", Confused((1, 0))),
        ("one", Outside()),
        ("yes I get bored of the television", Meant(1, is_sure=False)),
    ],
)
def test_yes_and_no(scales: Scales, speech: Speech, words: str, heard: object) -> None:
    assert understand(words, scales[ScaleId.GDS15], speech) == heard


@pytest.mark.parametrize(
    ("words", "right"),
    [("Yes", True), ("That's right.", True), ("no", False), ("not that", False), ("several", None)],
)
def test_confirming(speech: Speech, words: str, right: bool | None) -> None:
    assert confirms(words, speech) is right


def test_every_button_is_understood_by_its_own_words(scales: Scales, speech: Speech) -> None:
    for scale in scales.values():
        for option in scale.options:
            for way in (option.text.en, *option.hears.in_("en")):
                heard = understand(way, scale, speech)
                assert heard == Meant(option.value, is_sure=True), (scale.id, way)
            for way in option.like.in_("en"):
                heard = understand(way, scale, speech)
                assert isinstance(heard, Meant), (scale.id, way)
                assert (heard.value, heard.is_sure) == (option.value, False), (scale.id, way)


FOLDER = Path(resources_package.__file__).parent / "scales"
PHQ9 = load_scales(FOLDER)[ScaleId.PHQ9]
SPEECH = load_speech(FOLDER / SHARED / "speech.yaml")


@given(st.text(max_size=60))
def test_no_words_break_it(words: str) -> None:
    understand(words, PHQ9, SPEECH)
    assert plain(plain(words)) == plain(words)
