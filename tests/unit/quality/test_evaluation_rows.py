from pathlib import Path

import pytest

from app.quality.evaluation_rows import EvaluationFileError, SafetyRow, load_rows
from app.safety import DangerKind, Level


def file(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_a_row_tells_what_is_said_and_what_is_expected(tmp_path: Path) -> None:
    rows = load_rows(
        file(
            tmp_path,
            '{"text": "a", "label": 1, "kind": "suicide", "level": "urgent", "group": "p1"}',
            "",
            '{"turns": ["b", "c"], "history": ["z"], "label": 0, "about": "idiom", "more": 1}',
        ),
        SafetyRow,
    )
    assert [list(row.said) for row in rows] == [["a"], ["b", "c"]]
    assert [row.expected for row in rows] == [Level.URGENT, None]
    assert rows[0].kind is DangerKind.SUICIDE
    assert (rows[1].about, list(rows[1].history)) == ("idiom", ["z"])


def test_a_label_is_given_to_rows_that_have_none(tmp_path: Path) -> None:
    path = file(tmp_path, '{"text": "a"}', '{"text": "b", "label": 1}')
    with pytest.raises(EvaluationFileError, match="line 1"):
        load_rows(path, SafetyRow)
    assert [row.label for row in load_rows(path, SafetyRow, lacking={"label": 0})] == [0, 1]


def test_lines_are_left_out_by_their_number(tmp_path: Path) -> None:
    path = file(tmp_path, '{"text": "a", "label": 0}', "", '{"text": "b", "label": 0}')
    assert [row.text for row in load_rows(path, SafetyRow, without={1})] == ["b"]
    with pytest.raises(EvaluationFileError, match="Line 9"):
        load_rows(path, SafetyRow, without={1, 9})


def test_signs_that_look_like_line_ends_are_kept(tmp_path: Path) -> None:
    path = file(tmp_path, '{"text": "a\u2028b", "label": 0}', '{"text": "c", "label": 0}')
    assert [row.text for row in load_rows(path, SafetyRow)] == ["a\u2028b", "c"]


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        '{"label": 1}',
        '{"text": "a", "label": 2}',
        '{"text": "a", "label": 1, "level": "terrible"}',
        '{"text": "a", "label": 1, "kind": "boredom"}',
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(EvaluationFileError, match="line 2"):
        load_rows(file(tmp_path, '{"text": "x", "label": 0}', line), SafetyRow)


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationFileError, match="holds no rows"):
        load_rows(file(tmp_path, "", " "), SafetyRow)
    with pytest.raises(EvaluationFileError, match="cannot be read"):
        load_rows(tmp_path / "absent", SafetyRow)
