"""Shares with how sure they are."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054
"""The standard normal quantile for 95 %."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many.

    Attributes:
        share: 0..1.
        low, high: the Wilson score interval (Wilson 1927) at 95 %; with few or no cases it does
            not claim more than they tell.
    """

    count: int
    n: int
    share: float
    low: float
    high: float


def share_of(count: int, n: int) -> Share | None:
    """Return the share with its interval; None of nothing."""
    if not n:
        return None
    share = count / n
    scale = 1 + _Z**2 / n
    middle = (share + _Z**2 / (2 * n)) / scale
    reach = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / scale
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return Share(count, n, round(share, 5), round(low, 5), round(high, 5))
