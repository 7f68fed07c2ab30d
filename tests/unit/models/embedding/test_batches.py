"""Which texts are computed together: none is left out, and little is padded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.embedding.onnx_encoder import batches


@given(st.lists(st.integers(0, 2000), max_size=80))
def test_each_text_is_in_one_batch_of_like_lengths(lengths: list[int]) -> None:
    made = list(batches(lengths))
    assert sorted(n for batch in made for n in batch) == list(range(len(lengths)))
    for batch in made:
        assert 0 < len(batch) <= 16
        shortest = min(lengths[n] for n in batch)
        assert all(lengths[n] <= 1.5 * shortest + 16 for n in batch)


@pytest.mark.parametrize(
    ("lengths", "count"),
    [
        pytest.param([180, 60, 60, 55], 2, id="a long turn beside its clauses"),
        pytest.param([40] * 33, 3, id="many alike"),
        pytest.param([], 0, id="nothing"),
    ],
)
def test_a_long_turn_is_not_computed_with_its_clauses(lengths: list[int], count: int) -> None:
    assert len(list(batches(lengths))) == count
