import json
from pathlib import Path

import numpy as np
import pytest

from app.conversation.feelings import (
    Feeling,
    FeelingDataError,
    FeelingLine,
    FeelingReader,
    load_feelings,
)

AXES = np.eye(8, dtype=np.float32)


def reader(*feelings: Feeling) -> FeelingReader:
    """Each feeling's one example lies along an axis of its own."""
    lines = [FeelingLine(text=feeling.value, feeling=feeling) for feeling in feelings]
    return FeelingReader(lines, AXES[: len(lines)])


def test_the_nearest_example_names_the_feeling() -> None:
    read = reader(Feeling.SAD, Feeling.HAPPY).read
    assert read(AXES[0]) is Feeling.SAD
    assert read(AXES[1]) is Feeling.HAPPY


@pytest.mark.parametrize(("cosine", "feeling"), [(0.43, Feeling.SAD), (0.41, Feeling.NEUTRAL)])
def test_what_is_near_to_nothing_is_neutral(cosine: float, feeling: Feeling) -> None:
    vector = AXES[0] * cosine + AXES[7] * np.sqrt(1 - cosine**2)
    assert reader(Feeling.SAD, Feeling.HAPPY).read(vector.astype(np.float32)) is feeling


def test_several_near_examples_outweigh_one_that_is_a_little_nearer() -> None:
    lines = [FeelingLine(text="x", feeling=f) for f in (Feeling.CROSS, Feeling.SAD, Feeling.SAD)]
    vector = np.array([0.62, 0.55, 0.56, 0, 0, 0, 0, 0], dtype=np.float32)
    assert FeelingReader(lines, AXES[:3]).read(vector) is Feeling.SAD


def test_fewer_examples_than_neighbours_are_enough() -> None:
    assert reader(Feeling.TIRED).read(AXES[0]) is Feeling.TIRED


def test_the_examples_that_ship_hold_every_feeling(resources: Path) -> None:
    lines = load_feelings(resources / "replies" / "feelings.jsonl")
    assert {line.feeling for line in lines} >= set(Feeling) - {Feeling.NEUTRAL}
    assert len(lines) >= 200


@pytest.mark.parametrize(
    "row", ['{"text": "x", "feeling": "bored"}', '{"text": "", "feeling": "sad"}', "", "[]"]
)
def test_a_wrong_line_is_refused_with_its_file(tmp_path: Path, row: str) -> None:
    path = tmp_path / "feelings.jsonl"
    path.write_text(f"{json.dumps({'text': 'x', 'feeling': 'sad'})}\n{row}\n", "utf-8")
    with pytest.raises(FeelingDataError, match=r"feelings\.jsonl cannot be used"):
        load_feelings(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FeelingDataError, match="No such file"):
        load_feelings(tmp_path / "feelings.jsonl")
