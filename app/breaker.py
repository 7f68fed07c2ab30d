"""A circuit breaker: what keeps failing is left alone for a while, then tried again."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

FAILURES_TO_OPEN = 5
OPEN_S = 30.0


class BreakerState(StrEnum):
    """Where a breaker stands."""

    CLOSED = "closed"
    """All is well: everything goes through."""
    OPEN = "open"
    """Nothing goes through for a while."""
    HALF_OPEN = "half_open"
    """A few calls go through, to see."""


@dataclass(frozen=True, slots=True)
class BreakerRule:
    """When a breaker opens and closes.

    Attributes:
        failures_to_open: failures in a row.
        open_s: how long nothing goes through.
        trials: calls that go through while it is half-open.
        successes_to_close: how many of them must succeed.
    """

    failures_to_open: int = FAILURES_TO_OPEN
    open_s: float = OPEN_S
    trials: int = 1
    successes_to_close: int = 1


class CircuitBreaker:
    """Kept in memory: it only delays, so that a new process may begin anew.

    Args:
        monotonic: seconds that only go forward.
    """

    def __init__(self, monotonic: Callable[[], float], rule: BreakerRule | None = None) -> None:
        self._monotonic = monotonic
        self._rule = rule or BreakerRule()
        self._failures = 0
        self._successes = 0
        self._trials = 0
        self._opened_at: float | None = None

    @property
    def state(self) -> BreakerState:
        """Where it stands now."""
        if self._opened_at is None:
            return BreakerState.CLOSED
        return BreakerState.OPEN if self.pause_s() > 0.0 else BreakerState.HALF_OPEN

    @property
    def failures(self) -> int:
        """Failures since the last success."""
        return self._failures

    def pause_s(self) -> float:
        """Return for how many seconds nothing may go through."""
        if self._opened_at is None:
            return 0.0
        return max(0.0, self._opened_at + self._rule.open_s - self._monotonic())

    def admits(self) -> bool:
        """Whether a call may go through; one that may must be followed by how it ended."""
        match self.state:
            case BreakerState.CLOSED:
                return True
            case BreakerState.OPEN:
                return False
            case BreakerState.HALF_OPEN:
                if self._trials >= self._rule.trials:
                    return False
                self._trials += 1
                return True

    def succeeded(self) -> None:
        """Note that a call ended well."""
        self._successes += 1
        if self._opened_at is None or self._successes >= self._rule.successes_to_close:
            self._failures = 0
            self._opened_at = None
            self._begin_anew()

    def failed(self) -> None:
        """Note that a call failed."""
        state = self.state
        self._failures += 1
        # What was still under way when it opened does not prolong the pause.
        is_trial = state is BreakerState.HALF_OPEN
        too_many = self._failures >= self._rule.failures_to_open
        if is_trial or (state is BreakerState.CLOSED and too_many):
            self._opened_at = self._monotonic()
            self._begin_anew()

    def withdrew(self) -> None:
        """Note that a call ended without showing anything, such as a turn that was cancelled."""
        self._trials = max(0, self._trials - 1)

    def _begin_anew(self) -> None:
        self._successes = 0
        self._trials = 0
