"""The word file: complete, checked, replaceable."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.story.questionnaire import load_questionnaire
from ui.staff.wording.words import StaffWords, WordsError, load_words


@pytest.fixture
def raw() -> dict[str, Any]:
    path = Path(str(files("resources"))) / "i18n" / "en" / "staff.yaml"
    return yaml.safe_load(path.read_text("utf-8"))


def written(folder: Path, raw: object) -> Path:
    (folder / "xx").mkdir()
    (folder / "xx" / "staff.yaml").write_text(yaml.safe_dump(raw), "utf-8")
    return folder


def test_the_installed_words_load() -> None:
    assert load_words().now.going == "I’m going"


def test_another_language_is_another_file(tmp_path: Path, raw: dict[str, Any]) -> None:
    raw["now"]["going"] = "Voy"
    assert load_words("xx", written(tmp_path, raw)).now.going == "Voy"


@pytest.mark.parametrize(
    ("section", "key", "value", "told"),
    [
        ("now", "going", None, "now.going"),
        ("now", "unheard_of", "x", "now.unheard_of"),
        ("now", "person", "{name} in {place}", "{name}, {room}"),
        ("now", "going", "I am {going}", "none"),
        ("now", "person", "{name", "braces"),
        ("actions", "alert.raised", "", "alert.raised"),
        ("outcomes", "helped", "", "helped"),
        ("kinds", "suicide", "", "suicide"),
        ("risks", "isolation", "", "isolation"),
        ("priorities", "call", "", "call"),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path, raw: dict[str, Any], section: str, key: str, value: str | None, told: str
) -> None:
    if value is None:
        del raw[section][key]
    else:
        raw[section][key] = value
    with pytest.raises(WordsError) as caught:
        load_words("xx", written(tmp_path, raw))
    assert told in str(caught.value)
    assert "staff.yaml" in str(caught.value)


@pytest.mark.parametrize("content", ["", "[]", "a: [", "now: 3"])
def test_a_damaged_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "staff.yaml").write_text(content, "utf-8")
    with pytest.raises(WordsError):
        load_words("xx", tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WordsError):
        load_words("xx", tmp_path)


def test_counting(words: StaffWords) -> None:
    assert words.sign_in.waiting.of(1) == "1 person is waiting"
    assert words.sign_in.waiting.of(1204, "1,204") == "1,204 people are waiting"


def _keys(raw: object, at: str = "") -> set[str]:
    if not isinstance(raw, dict):
        return {at}
    return {key for name, inner in raw.items() for key in _keys(inner, f"{at}.{name}")}


@pytest.mark.parametrize("file", ["staff.yaml", "family_questions.yaml"])
def test_spanish_has_every_key_of_english_and_no_other(file: str) -> None:
    folder = Path(str(files("resources"))) / "i18n"
    english, spanish = (
        yaml.safe_load((folder / language / file).read_text("utf-8")) for language in ("en", "es")
    )
    assert _keys(spanish) == _keys(english)
    load_words("es")


def test_families_are_asked_the_same_in_every_language() -> None:
    folder = Path(str(files("resources"))) / "i18n"
    english, spanish = (
        load_questionnaire(folder / language / "family_questions.yaml") for language in ("en", "es")
    )
    for one, other in zip(english.questions, spanish.questions, strict=True):
        assert (one.id, one.sensitivity) == (other.id, other.sensitivity)


def test_few_words_are_left_in_english(raw: dict[str, Any]) -> None:
    same = {"Lilo", "Total", "PDF…", "Ctrl+Z", "Esc", "A", "O", "R", "W", "Auditor", "no"}
    path = Path(str(files("resources"))) / "i18n" / "es" / "staff.yaml"
    spanish = yaml.safe_load(path.read_text("utf-8"))
    alike = [
        text for text in _texts(spanish) if text in set(_texts(raw)) and any(map(str.isalpha, text))
    ]
    assert {text for text in alike if "{" not in text} <= same


def _texts(raw: object) -> list[str]:
    if isinstance(raw, dict):
        return [text for inner in raw.values() for text in _texts(inner)]
    return [str(raw)]
