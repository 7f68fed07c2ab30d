"""The breaker: closed, open after five failures, half-open after half a minute."""

from app.alerts.breaker import FAILURES_TO_OPEN, OPEN_S, BreakerState, CircuitBreaker


class Seconds:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


def opened(seconds: Seconds) -> CircuitBreaker:
    breaker = CircuitBreaker(seconds)
    for _ in range(FAILURES_TO_OPEN):
        assert breaker.state is BreakerState.CLOSED
        breaker.failed()
    return breaker


def test_it_opens_after_five_failures_in_a_row() -> None:
    seconds = Seconds()
    breaker = opened(seconds)
    assert breaker.state is BreakerState.OPEN
    assert breaker.pause_s() == OPEN_S


def test_a_success_in_between_begins_the_count_anew() -> None:
    breaker = CircuitBreaker(Seconds())
    for _ in range(3):
        for _ in range(FAILURES_TO_OPEN - 1):
            breaker.failed()
        breaker.succeeded()
    assert breaker.state is BreakerState.CLOSED
    assert breaker.pause_s() == 0.0


def test_one_success_after_the_pause_closes_it() -> None:
    seconds = Seconds()
    breaker = opened(seconds)
    seconds.now_s += OPEN_S
    assert breaker.state is BreakerState.HALF_OPEN
    assert breaker.pause_s() == 0.0
    breaker.succeeded()
    assert breaker.state is BreakerState.CLOSED
    breaker.failed()
    assert breaker.state is BreakerState.CLOSED


def test_one_failure_after_the_pause_opens_it_for_another() -> None:
    seconds = Seconds()
    breaker = opened(seconds)
    seconds.now_s += OPEN_S
    breaker.failed()
    assert breaker.state is BreakerState.OPEN
    assert breaker.pause_s() == OPEN_S


def test_what_was_under_way_does_not_prolong_the_pause() -> None:
    seconds = Seconds()
    breaker = opened(seconds)
    seconds.now_s += OPEN_S - 1
    breaker.failed()
    assert breaker.pause_s() == 1.0


def test_what_was_under_way_and_arrives_closes_it() -> None:
    breaker = opened(Seconds())
    breaker.succeeded()
    assert breaker.state is BreakerState.CLOSED
