"""What is wanted and felt, by words alone."""

from pathlib import Path

import pytest

from app.conversation.feelings import Feeling
from app.conversation.intents import Intent
from app.conversation.intents.cues import CUED, Cues, load_cues
from app.conversation.wording import WordingError

WRITTEN = """
intents:
  BRIDGE: ['\\bmi hij[oa]\\b']
  SOOTHE: ['\\btriste\\b']
  CONNECT: ['\\bhola\\b']
  ACTIVATE: ['\\baburrid[oa]\\b']
feelings:
  sad: ['\\btriste\\b', '\\bllor\\w+']
  happy: ['\\bcontent[oa]\\b']
"""


@pytest.fixture
def cues(tmp_path: Path) -> Cues:
    path = tmp_path / "cues.yaml"
    path.write_text(WRITTEN, "utf-8")
    return load_cues(path)


def test_the_first_cue_in_the_order_of_the_file_decides(cues: Cues) -> None:
    read = cues.read("Hola, estoy triste y aburrida, ¿dónde está mi hijo?")
    assert read.primary is Intent.BRIDGE
    assert read.secondary == (Intent.SOOTHE, Intent.CONNECT)
    assert read.certainty == CUED


def test_accents_and_signs_do_not_matter(cues: Cues) -> None:
    assert cues.read("¡¡HÓLA!!").primary is Intent.CONNECT


def test_without_a_cue_there_are_choices(cues: Cues) -> None:
    read = cues.read("quién sabe")
    assert read.primary is Intent.GENERAL
    assert not read.is_sure
    assert len(read.between) == 3


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("Lloré toda la noche", Feeling.SAD),
        ("Estoy contenta", Feeling.HAPPY),
        ("Llueve", Feeling.NEUTRAL),
    ],
)
def test_feelings(cues: Cues, text: str, feeling: Feeling) -> None:
    assert cues.feeling(text) is feeling


@pytest.mark.parametrize("written", ["", "intents: {}", "intents: {BRIDGE: ['(']}\nfeelings: {}"])
def test_a_wrong_file_is_named(tmp_path: Path, written: str) -> None:
    path = tmp_path / "cues.yaml"
    path.write_text(written, "utf-8")
    with pytest.raises(WordingError, match=r"cues\.yaml"):
        load_cues(path)
