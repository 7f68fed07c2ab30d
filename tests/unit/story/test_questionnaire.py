"""What families are asked, and what becomes of their answers."""

from pathlib import Path

import pytest

from app.recall import Sensitivity
from app.story import StoryError
from app.story.entry import StorySource
from app.story.questionnaire import Answers, drafts_of, load_questionnaire

QUESTIONS = """
heading: "About {name}"
explained: "Tell us."
parts:
  - title: One
    questions:
      - {id: work, asks: "What did {name} do?", title: "{name}’s work"}
      - {id: never, asks: "What not?", title: "Not", sensitivity: never_raise}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "family_questions.yaml"
    path.write_text(text, "utf-8")
    return path


def test_each_answer_becomes_an_entry(tmp_path: Path) -> None:
    asked = load_questionnaire(written(tmp_path, QUESTIONS))
    answers = Answers({"work": " A baker.\n", "never": "  ", "unheard_of": "x"}, " Carol,  niece ")
    (entry,) = drafts_of(asked, answers, "Peg")
    assert (entry.title, entry.text, entry.told_by) == ("Peg’s work", "A baker.", "Carol, niece")
    assert entry.source is StorySource.QUESTIONNAIRE
    (never,) = drafts_of(asked, Answers({"never": "The war."}), "Peg")
    assert never.sensitivity is Sensitivity.NEVER_RAISE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{name} do", "{room} do"),
        ("id: never", "id: work"),
        ('title: "Not"', 'title: "{name}’s work"'),
        ("never_raise", "sometimes"),
        ("explained:", "unheard_of:"),
        ("parts:", "parts: []\nothers:"),
        ("heading:", "heading: ["),
    ],
)
def test_a_damaged_file_is_refused_with_its_place(tmp_path: Path, old: str, new: str) -> None:
    path = written(tmp_path, QUESTIONS.replace(old, new, 1))
    with pytest.raises(StoryError, match="family_questions"):
        load_questionnaire(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError):
        load_questionnaire(tmp_path / "nowhere.yaml")
