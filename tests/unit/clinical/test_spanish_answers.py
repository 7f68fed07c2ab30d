"""Answers in Spanish, with and without the accents."""

from pathlib import Path

import pytest

from app.clinical import ScaleId
from app.clinical.scale_files import Scales, Speech, load_scales, load_speech
from app.clinical.understanding import Command, Meant, Wished, confirms, understand

SCALES = Path(__file__).parents[3] / "resources" / "scales"


@pytest.fixture(scope="module")
def scales() -> Scales:
    return load_scales(SCALES)


@pytest.fixture(scope="module")
def speech() -> Speech:
    return load_speech(SCALES / "shared" / "speech.yaml")


@pytest.mark.parametrize(
    ("words", "value"),
    [("Ningún día", 0), ("varios dias", 1), ("Varios días", 1), ("Casi todos los días", 3)],
)
def test_answers_are_heard(scales: Scales, speech: Speech, words: str, value: int) -> None:
    heard = understand(words, scales[ScaleId.PHQ9], speech, spoken="es")
    assert heard == Meant(value, is_sure=True)


def test_english_words_are_no_spanish_answer(scales: Scales, speech: Speech) -> None:
    heard = understand("several days", scales[ScaleId.PHQ9], speech, spoken="es")
    assert not isinstance(heard, Meant)


def test_what_is_asked_in_place_of_an_answer(scales: Scales, speech: Speech) -> None:
    said = speech.in_("es").commands[Command.STOP][0]
    assert understand(said, scales[ScaleId.PHQ9], speech, spoken="es") == Wished(Command.STOP)
    assert confirms("Sí", speech, "es") is True
    assert confirms("no", speech, "es") is False


def test_only_what_is_whole_is_asked_in_a_language(scales: Scales) -> None:
    assert scales[ScaleId.PHQ9].spoken("es") == "es"
    assert scales[ScaleId.CSSRS].spoken("es") == "en"
    assert ScaleId.CSSRS not in scales.spoken_in("es")
    assert set(scales.spoken_in("en")) == set(scales)
