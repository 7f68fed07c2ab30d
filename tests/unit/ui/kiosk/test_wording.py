from importlib.resources import files
from pathlib import Path

import pytest

from ui.kiosk.wording import WordingError, load_wording

ORIGINAL = Path(str(files("resources"))) / "i18n" / "en" / "kiosk.yaml"


def written(folder: Path, old: str, new: str) -> Path:
    text = ORIGINAL.read_text("utf-8")
    assert old in text
    (folder / "en").mkdir()
    (folder / "en" / "kiosk.yaml").write_text(text.replace(old, new), "utf-8")
    return folder


def test_a_place_can_only_use_the_names_it_fills(tmp_path: Path) -> None:
    folder = written(tmp_path, '"{staff} is coming."', '"{nurse} is coming."')
    with pytest.raises(WordingError, match=r"(?s)coming.*\{nurse\} is not known") as caught:
        load_wording("en", folder)
    assert "kiosk.yaml" in str(caught.value)


def test_a_missing_line_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path, "  button: Call a nurse\n", "")
    with pytest.raises(WordingError, match="button"):
        load_wording("en", folder)


def test_a_line_may_not_be_empty(tmp_path: Path) -> None:
    folder = written(tmp_path, "  button: Call a nurse\n", '  button: "  "\n')
    with pytest.raises(WordingError, match="an empty line"):
        load_wording("en", folder)


def test_an_unknown_line_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, "  button: Call a nurse\n", "  button: A\n  botton: B\n")
    with pytest.raises(WordingError, match="botton"):
        load_wording("en", folder)


def test_a_missing_language_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match="Restore the file"):
        load_wording("xx", tmp_path)


def test_no_words_for_residents_stand_in_code() -> None:
    """Sentences live in the file of words, so that they can be translated and reviewed."""
    qml = Path(__file__).parents[4] / "ui" / "kiosk" / "qml"
    spoken = [
        f"{path.name}: {line.strip()}"
        for path in qml.rglob("*.qml")
        if not path.name.startswith("tst_")
        for line in path.read_text("utf-8").splitlines()
        if not line.strip().startswith("//")
        and any(f'{key}: "' in line for key in ("text", "Accessible.name", "hint", "label"))
        and '""' not in line
    ]
    assert spoken == []
