"""The breaker: closed, open after five failures, half-open after half a minute."""

from app.breaker import FAILURES_TO_OPEN, OPEN_S, BreakerRule, BreakerState, CircuitBreaker


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


TWO_OF_THREE = BreakerRule(trials=3, successes_to_close=2)


def half_open(seconds: Seconds) -> CircuitBreaker:
    breaker = CircuitBreaker(seconds, TWO_OF_THREE)
    for _ in range(FAILURES_TO_OPEN):
        assert breaker.admits()
        breaker.failed()
    assert not breaker.admits()
    seconds.now_s += OPEN_S
    return breaker


def test_half_open_lets_three_through_and_no_fourth() -> None:
    breaker = half_open(Seconds())
    assert [breaker.admits() for _ in range(4)] == [True, True, True, False]


def test_two_successes_close_it_and_one_does_not() -> None:
    breaker = half_open(Seconds())
    assert breaker.admits()
    breaker.succeeded()
    assert breaker.state is BreakerState.HALF_OPEN
    assert breaker.admits()
    breaker.succeeded()
    assert breaker.state is BreakerState.CLOSED


def test_a_failed_trial_opens_it_and_the_trials_begin_anew() -> None:
    seconds = Seconds()
    breaker = half_open(seconds)
    assert breaker.admits()
    breaker.succeeded()
    assert breaker.admits()
    breaker.failed()
    assert breaker.state is BreakerState.OPEN
    seconds.now_s += OPEN_S
    assert [breaker.admits() for _ in range(4)] == [True, True, True, False]
    breaker.succeeded()
    assert breaker.state is BreakerState.HALF_OPEN


def test_a_trial_that_was_withdrawn_may_be_made_again() -> None:
    breaker = half_open(Seconds())
    assert [breaker.admits() for _ in range(3)] == [True] * 3
    breaker.withdrew()
    assert breaker.admits()
