from pathlib import Path

import pytest

import resources
from app.quality.evaluation_rows import EvaluationFileError
from app.quality.left_out import LeftOut, load_left_out

SHIPPED = Path(resources.__file__).parent / "quality" / "goemotions_left_out.txt"


def test_numbers_and_reasons_are_read(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("# why\n\n17 really about self-harm\n3  an overdose\n")
    assert load_left_out(path) == (LeftOut(17, "really about self-harm"), LeftOut(3, "an overdose"))


@pytest.mark.parametrize("line", ["17", "17 ", "seventeen really", "0 nothing", "-3 below", "x"])
def test_a_line_without_number_or_reason_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "out.txt"
    path.write_text(f"1 fine\n{line}\n")
    with pytest.raises(EvaluationFileError, match="line 2"):
        load_left_out(path)


def test_a_row_is_left_out_once(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("4 one\n4 other\n")
    with pytest.raises(EvaluationFileError, match="row 4 again"):
        load_left_out(path)
    with pytest.raises(EvaluationFileError, match="cannot be read"):
        load_left_out(tmp_path / "absent")


def test_few_public_rows_are_left_out_and_each_has_a_reason() -> None:
    left_out = load_left_out(SHIPPED)
    assert 0 < len(left_out) < 20
    assert all(1 <= one.number <= 5_426 for one in left_out)
