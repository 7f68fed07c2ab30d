import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from models.index import FaissFlatIndex

AXES = np.eye(4, dtype=np.float32)


def test_the_nearest_come_first_with_their_cosines() -> None:
    vector = np.array([0.6, 0.8, 0, 0], dtype=np.float32)
    assert FaissFlatIndex(AXES).search(vector, 2) == [
        (1, pytest.approx(0.8)),
        (0, pytest.approx(0.6)),
    ]


def test_asking_for_more_than_there_is_gives_all() -> None:
    assert len(FaissFlatIndex(AXES[:3]).search(AXES[0], 10)) == 3


@pytest.mark.parametrize("empty", [AXES[:0], np.empty((0, 0), dtype=np.float32)])
def test_an_empty_index_finds_nothing(empty: np.ndarray) -> None:
    assert FaissFlatIndex(empty).search(AXES[0], 3) == []


@given(st.integers(1, 60), st.integers(0, 2**32 - 1))
@hypothesis_settings(max_examples=50)
def test_it_finds_what_a_plain_search_finds(count: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    vectors = chance.standard_normal((count, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = vectors @ vectors[0]
    found = FaissFlatIndex(vectors).search(vectors[0], 5)
    assert found[0][1] == pytest.approx(1.0, abs=1e-5)
    best = np.sort(cosines)[::-1][:5]
    assert [cosine for _, cosine in found] == pytest.approx(list(best), abs=1e-5)
    assert [cosine for _, cosine in found] == pytest.approx(
        [cosines[row] for row, _ in found], abs=1e-5
    )
