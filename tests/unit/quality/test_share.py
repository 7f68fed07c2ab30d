import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quality.share import share_of


def test_the_interval_is_wilsons() -> None:
    # Figures of Newcombe (1998), table I, method 3.
    share = share_of(81, 263)
    assert share is not None
    assert (share.low, share.high) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    none = share_of(0, 20)
    assert none is not None
    assert (none.low, none.high) == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_of_nothing_there_is_no_share() -> None:
    assert share_of(0, 0) is None


@given(st.integers(1, 10_000), st.data())
def test_the_share_lies_within_its_interval(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    share = share_of(count, n)
    assert share is not None
    assert 0 <= share.low <= share.share <= share.high <= 1
    assert share.low < share.high
