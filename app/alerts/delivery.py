"""What becomes of a notification, from one state to the next. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.alerts.notification import Notification, NotificationError, NotificationState
from app.safety import Level

GIVE_UP_AFTER = timedelta(hours=24)

LEASE = timedelta(seconds=20)
"""How long a claim holds: the deadline of a send, and time to write down what came of it."""

FIRST_RETRY_S = 1.0
LONGEST_RETRY_S = 300.0
LONGEST_GRAVE_RETRY_S = 30.0

_CLOCK_SLACK = timedelta(seconds=30)


def due_at(notification: Notification, now: datetime) -> datetime:
    """Return when a waiting notification may be tried.

    Moments further ahead than any wait lasts come from a clock that was set back meanwhile; they
    hold nothing up.
    """
    moments = [now]
    if notification.next_at <= now + timedelta(seconds=LONGEST_RETRY_S) + _CLOCK_SLACK:
        moments.append(notification.next_at)
    if is_claimed(notification, now) and notification.claimed_until is not None:
        moments.append(notification.claimed_until)
    return max(moments)


def is_claimed(notification: Notification, now: datetime) -> bool:
    """Whether somebody is sending it."""
    until = notification.claimed_until
    return until is not None and now < until <= now + LEASE + _CLOCK_SLACK


def claimed(notification: Notification, now: datetime) -> Notification:
    """Return the notification as taken for sending."""
    return replace(notification, attempts=notification.attempts + 1, claimed_until=now + LEASE)


def sent(notification: Notification, now: datetime) -> Notification:
    """Return the notification as accepted by its target."""
    return _over(notification, NotificationState.SENT, now)


def obsolete(notification: Notification, now: datetime) -> Notification:
    """Return the notification as not needed any more."""
    return _over(notification, NotificationState.OBSOLETE, now)


def failed(
    notification: Notification, error: NotificationError, now: datetime, chance: float
) -> Notification:
    """Return the notification after a failure: to be tried again, or given up.

    Args:
        chance: in 0..1, for the jitter.
    """
    failed_once_more = replace(notification, last_error=error.fault)
    # Only ever after a failure: a clock that jumps ahead must not bury what was never tried.
    if not error.transient or now >= notification.give_up_at:
        return _over(failed_once_more, NotificationState.DEAD, now)
    wait_s = retry_after_s(notification.level, notification.attempts, chance)
    return replace(failed_once_more, next_at=now + timedelta(seconds=wait_s), claimed_until=None)


def orphaned(notification: Notification, now: datetime) -> Notification:
    """Return the notification after a look at settings that have no such target.

    Another process may have it; only what nobody took for a day is given up.
    """
    if now < notification.give_up_at or is_claimed(notification, now):
        return notification
    return _over(replace(notification, last_error="no_target"), NotificationState.DEAD, now)


def retried(notification: Notification, now: datetime) -> Notification:
    """Return a notification that was given up as if it were new."""
    return replace(
        notification,
        state=NotificationState.WAITING,
        attempts=0,
        next_at=now,
        give_up_at=now + GIVE_UP_AFTER,
        claimed_until=None,
        done_at=None,
    )


def retry_after_s(level: Level, attempts: int, chance: float) -> float:
    """Return the pause after so many attempts: exponential, with full jitter.

    Full jitter keeps the kiosks of a house from knocking at a server in step.
    """
    longest_s = LONGEST_GRAVE_RETRY_S if level >= Level.URGENT else LONGEST_RETRY_S
    return chance * min(longest_s, FIRST_RETRY_S * 2.0 ** min(attempts, 30))


def _over(notification: Notification, state: NotificationState, now: datetime) -> Notification:
    return replace(notification, state=state, claimed_until=None, done_at=now)
