"""The written examples are checked line by line when they are loaded."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.safety import DangerKind, Level, SafetyDataError, load_patterns
from app.safety.patterns import ContrastLine, DangerLine

DANGER = {"text": "I want to go.", "kind": "suicide", "level": "Urgent", "group": "ada"}
CONTRAST = {"text": "Dying for tea.", "about": "idiom", "group": "ada"}


def write(
    folder: Path,
    danger: Sequence[dict[str, Any]] = (DANGER,),
    contrast: Sequence[dict[str, Any]] = (CONTRAST,),
) -> Path:
    for name, rows in (("danger", danger), ("contrast", contrast)):
        (folder / name).mkdir()
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / name / "one.jsonl").write_text(text, "utf-8")
    return folder


def test_lines_are_read_with_kind_and_level(tmp_path: Path) -> None:
    patterns = load_patterns(write(tmp_path))
    assert patterns.danger == (
        DangerLine(text="I want to go.", kind=DangerKind.SUICIDE, level="urgent", group="ada"),
    )
    assert patterns.danger[0].level is Level.URGENT
    assert patterns.contrast == (ContrastLine(text="Dying for tea.", about="idiom", group="ada"),)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"level": "dire"}, "dire"),
        ({"kind": "boredom"}, "kind"),
        ({"text": "x"}, "text"),
        ({"group": ""}, "group"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_danger_line_is_named_by_file_and_line(
    tmp_path: Path, wrong: dict[str, str], named: str
) -> None:
    write(tmp_path, danger=[DANGER, DANGER | wrong])
    with pytest.raises(SafetyDataError) as refused:
        load_patterns(tmp_path)
    assert f"{tmp_path / 'danger' / 'one.jsonl'}, line 2," in refused.value.message
    assert named in refused.value.message


def test_a_wrong_contrast_line_is_named_by_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, contrast=[CONTRAST | {"about": ""}])
    with pytest.raises(SafetyDataError, match=r"one\.jsonl, line 1,"):
        load_patterns(tmp_path)


@pytest.mark.parametrize("line", ["", "{", "[]", "null", "words"])
def test_what_is_no_json_object_is_named(tmp_path: Path, line: str) -> None:
    write(tmp_path)
    path = tmp_path / "danger" / "two.jsonl"
    path.write_text(f"{json.dumps(DANGER)}\n{line}\n", "utf-8")
    with pytest.raises(SafetyDataError, match=r"two\.jsonl, line 2,"):
        load_patterns(tmp_path)


@pytest.mark.parametrize("missing", ["danger", "contrast"])
def test_without_examples_of_both_sides_nothing_starts(tmp_path: Path, missing: str) -> None:
    write(tmp_path)
    (tmp_path / missing / "one.jsonl").unlink()
    with pytest.raises(SafetyDataError, match="There are no example lines under"):
        load_patterns(tmp_path)


def test_the_lines_that_ship_hold_every_kind_and_level(resources: Path) -> None:
    patterns = load_patterns(resources / "crisis")
    assert {line.kind for line in patterns.danger} == set(DangerKind)
    assert {line.level for line in patterns.danger} == set(Level) - {Level.NONE}
    assert len(patterns.danger) >= 200
    assert len(patterns.contrast) >= 1_000


def test_no_line_that_ships_is_both_danger_and_contrast(resources: Path) -> None:
    patterns = load_patterns(resources / "crisis")
    danger = {line.text.casefold() for line in patterns.danger}
    assert [line.text for line in patterns.contrast if line.text.casefold() in danger] == []
