"""What becomes of a notification: tried again in time, given up late, never lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alerts.delivery import (
    GIVE_UP_AFTER,
    LEASE,
    LONGEST_GRAVE_RETRY_S,
    LONGEST_RETRY_S,
    claimed,
    due_at,
    failed,
    is_claimed,
    obsolete,
    orphaned,
    retried,
    retry_after_s,
    sent,
)
from app.alerts.notification import (
    Notification,
    NotificationError,
    NotificationId,
    NotificationState,
)
from app.alerts.routing import Recipient
from app.ids import AlertEventId, AlertId, new_uuid
from app.safety import Level
from tests.fakes.clock import NOON

FRESH = Notification(
    NotificationId(new_uuid()),
    AlertId(new_uuid()),
    AlertEventId(new_uuid()),
    "Duty phone",
    Recipient.NURSE,
    Level.IMMEDIATE,
    "Room 12: immediate",
    "Room 12: immediate. Please look at Lilo.",
    created_at=NOON,
    give_up_at=NOON + GIVE_UP_AFTER,
    next_at=NOON,
)
BUSY = NotificationError("http_503", transient=True)
REFUSED = NotificationError("http_404", transient=False)


def test_a_new_one_is_due_at_once() -> None:
    assert due_at(FRESH, NOON) == NOON


def test_a_claim_holds_until_it_runs_out() -> None:
    taken = claimed(FRESH, NOON)
    assert (taken.attempts, taken.state) == (1, NotificationState.WAITING)
    assert is_claimed(taken, NOON)
    assert due_at(taken, NOON) == NOON + LEASE
    later = NOON + LEASE
    assert not is_claimed(taken, later)
    assert due_at(taken, later) == later


def test_a_clock_set_back_holds_nothing_up() -> None:
    taken = replace(claimed(FRESH, NOON), next_at=NOON + timedelta(seconds=300))
    earlier = NOON - timedelta(hours=3)
    assert not is_claimed(taken, earlier)
    assert due_at(taken, earlier) == earlier


def test_what_was_accepted_is_over() -> None:
    done = sent(claimed(FRESH, NOON), NOON)
    assert (done.state, done.done_at, done.claimed_until) == (NotificationState.SENT, NOON, None)


def test_what_is_not_needed_is_over() -> None:
    done = obsolete(FRESH, NOON)
    assert (done.state, done.done_at) == (NotificationState.OBSOLETE, NOON)


def test_a_failure_is_tried_again() -> None:
    after = failed(claimed(FRESH, NOON), BUSY, NOON, chance=0.5)
    assert (after.state, after.last_error) == (NotificationState.WAITING, "http_503")
    assert after.next_at == NOON + timedelta(seconds=1)
    assert after.claimed_until is None


def test_a_refusal_for_good_is_given_up_at_once() -> None:
    after = failed(claimed(FRESH, NOON), REFUSED, NOON, chance=0.5)
    assert (after.state, after.last_error, after.done_at) == (
        NotificationState.DEAD,
        "http_404",
        NOON,
    )


def test_failures_are_given_up_after_a_day() -> None:
    before, after = NOON + GIVE_UP_AFTER - timedelta(seconds=1), NOON + GIVE_UP_AFTER
    assert failed(FRESH, BUSY, before, chance=1.0).state is NotificationState.WAITING
    assert failed(FRESH, BUSY, after, chance=1.0).state is NotificationState.DEAD


def test_a_clock_that_jumps_ahead_buries_nothing_that_was_not_tried() -> None:
    next_week = NOON + timedelta(days=7)
    assert due_at(FRESH, next_week) == next_week


def test_what_has_no_target_here_waits_a_day_for_a_process_that_has() -> None:
    assert orphaned(FRESH, NOON) is FRESH
    tomorrow = NOON + GIVE_UP_AFTER
    after = orphaned(FRESH, tomorrow)
    assert (after.state, after.last_error) == (NotificationState.DEAD, "no_target")
    taken = claimed(FRESH, tomorrow)
    assert orphaned(taken, tomorrow) is taken


def test_a_second_try_begins_anew() -> None:
    dead = failed(claimed(FRESH, NOON), REFUSED, NOON, chance=0.5)
    later = NOON + timedelta(days=2)
    again = retried(dead, later)
    assert (again.state, again.attempts, again.done_at) == (NotificationState.WAITING, 0, None)
    assert again.next_at == later
    assert again.give_up_at == later + GIVE_UP_AFTER


@pytest.mark.parametrize(
    ("level", "longest_s"),
    [
        (Level.IMMEDIATE, LONGEST_GRAVE_RETRY_S),
        (Level.URGENT, LONGEST_GRAVE_RETRY_S),
        (Level.ELEVATED, LONGEST_RETRY_S),
    ],
)
def test_pauses_grow_to_the_longest_and_no_further(level: Level, longest_s: float) -> None:
    pauses = [retry_after_s(level, attempts, 1.0) for attempts in range(1, 40)]
    assert pauses == sorted(pauses)
    assert pauses[0] == 2.0
    assert pauses[-1] == longest_s


@given(
    st.sampled_from([Level.ELEVATED, Level.URGENT, Level.IMMEDIATE]),
    st.integers(0, 10_000),
    st.floats(0.0, 1.0),
)
def test_the_grave_are_never_more_than_half_a_minute_apart(
    level: Level, attempts: int, chance: float
) -> None:
    pause_s = retry_after_s(level, attempts, chance)
    assert 0.0 <= pause_s <= (30.0 if level >= Level.URGENT else 300.0)


def test_errors_and_notifications_show_neither_addresses_nor_messages() -> None:
    assert str(BUSY) == (
        "A message about an alert was not accepted (http_503). Lilo tries again by itself."
    )
    assert "settings" in REFUSED.remedy
    assert "Room 12" not in repr(FRESH)
