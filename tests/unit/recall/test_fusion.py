from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recall.fusion import reciprocal_rank_fusion


def test_a_score_is_the_sum_of_one_over_sixty_and_the_rank() -> None:
    fused = dict(reciprocal_rank_fusion([["a", "b"], ["b", "c"]]))
    assert fused == {
        "a": pytest.approx(1 / 61),
        "b": pytest.approx(1 / 62 + 1 / 61),
        "c": pytest.approx(1 / 62),
    }


def test_what_both_rankings_hold_comes_before_what_only_one_puts_first() -> None:
    fused = reciprocal_rank_fusion([["keyword", "both"], ["vector", "both"]])
    assert [item for item, _ in fused] == ["both", "keyword", "vector"]


def test_ties_keep_the_order_of_arrival() -> None:
    assert [i for i, _ in reciprocal_rank_fusion([["x"], ["y"], ["z"]])] == ["x", "y", "z"]


def test_a_larger_constant_flattens_the_difference_between_ranks() -> None:
    def gap(k: int) -> float:
        (_, first), (_, second) = reciprocal_rank_fusion([["a", "b"]], k)
        return first - second

    assert gap(1) == pytest.approx(1 / 2 - 1 / 3)
    assert gap(1000) < gap(60) < gap(1)


@pytest.mark.parametrize("rankings", [[], [[]], [[], []]])
def test_nothing_found_fuses_to_nothing(rankings: list[list[str]]) -> None:
    assert reciprocal_rank_fusion(rankings) == []


RANKINGS = st.lists(st.lists(st.integers(0, 20), unique=True, max_size=10), max_size=4)


@given(RANKINGS)
def test_every_item_comes_once_and_best_first(rankings: list[list[int]]) -> None:
    fused = reciprocal_rank_fusion(rankings)
    items = [item for item, _ in fused]
    assert sorted(items) == sorted({item for ranking in rankings for item in ranking})
    assert all(first >= second for (_, first), (_, second) in pairwise(fused))
