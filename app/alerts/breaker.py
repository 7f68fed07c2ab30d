"""A circuit breaker: a target that keeps failing is left alone for a while, then tried once."""

from collections.abc import Callable
from enum import StrEnum

FAILURES_TO_OPEN = 5
OPEN_S = 30.0


class BreakerState(StrEnum):
    """Where a breaker stands."""

    CLOSED = "closed"
    """All is well: messages go out."""
    OPEN = "open"
    """Nothing goes out for a while; messages wait."""
    HALF_OPEN = "half_open"
    """One message goes out, to see."""


class CircuitBreaker:
    """Kept in memory: it only delays, so that a new process may begin anew.

    Args:
        monotonic: seconds that only go forward.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._failures = 0
        self._opened_at: float | None = None

    @property
    def state(self) -> BreakerState:
        """Where it stands now."""
        if self._opened_at is None:
            return BreakerState.CLOSED
        return BreakerState.OPEN if self.pause_s() > 0.0 else BreakerState.HALF_OPEN

    def pause_s(self) -> float:
        """Return for how many seconds nothing may go out."""
        if self._opened_at is None:
            return 0.0
        return max(0.0, self._opened_at + OPEN_S - self._monotonic())

    def succeeded(self) -> None:
        """Note that the target accepted a message."""
        self._failures = 0
        self._opened_at = None

    def failed(self) -> None:
        """Note that the target did not accept a message."""
        state = self.state
        self._failures += 1
        # What was still under way when it opened does not prolong the pause.
        is_trial = state is BreakerState.HALF_OPEN
        if is_trial or (state is BreakerState.CLOSED and self._failures >= FAILURES_TO_OPEN):
            self._opened_at = self._monotonic()
