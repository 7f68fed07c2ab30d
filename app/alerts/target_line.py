"""The line to one target: how many messages may be under way, and how it has been doing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Thread

import structlog

from app.alerts.hurried import hurried
from app.alerts.notification import Notification, NotificationChannel, NotificationError
from app.alerts.targets import Target
from app.breaker import BreakerState, CircuitBreaker
from app.clock import Clock

_log = structlog.get_logger(__name__)

SEND_WITHIN_S = 10.0

MOST_UNDER_WAY = 4
"""Messages to one target at once: a slow one must not keep an alert behind the others."""

MOST_HANGING = 16
"""Sends that were given up but never ended. Beyond these, no further thread is risked."""


@dataclass(frozen=True, slots=True)
class TargetHealth:
    """How a target has been doing since the program started.

    Attributes:
        last_error: short name of the latest fault; None when there was none since the last
            success.
    """

    name: str
    breaker: BreakerState
    last_success_at: datetime | None = None
    last_error: str | None = None
    last_error_at: datetime | None = None


class TargetLine:
    """Sends to one target, within its deadline, under its breaker."""

    def __init__(
        self,
        target: Target,
        channel: NotificationChannel,
        clock: Clock,
        monotonic: Callable[[], float],
        send_within_s: float,
    ) -> None:
        self._target = target
        self._channel = channel
        self._clock = clock
        self._send_within_s = send_within_s
        self._breaker = CircuitBreaker(monotonic)
        self._threads: set[Thread] = set()
        self._under_way = 0
        self._last_success_at: datetime | None = None
        self._last_error: tuple[str, datetime] | None = None

    @property
    def name(self) -> str:
        """Name of the target."""
        return self._target.name

    @property
    def health(self) -> TargetHealth:
        """How it has been doing."""
        fault, at = self._last_error or (None, None)
        return TargetHealth(self.name, self._breaker.state, self._last_success_at, fault, at)

    def room(self) -> int:
        """Return how many more messages may be sent now."""
        match self._breaker.state:
            case BreakerState.CLOSED:
                return MOST_UNDER_WAY - self._under_way
            case BreakerState.HALF_OPEN:
                return 0 if self._under_way else 1
            case _:
                return 0

    def pause_s(self) -> float:
        """Return for how many seconds the breaker lets nothing out."""
        return self._breaker.pause_s()

    def reserve(self) -> None:
        """Count a message as under way; `attempt` must follow."""
        self._under_way += 1

    async def attempt(self, notification: Notification) -> NotificationError | None:
        """Send a message; return why it was not accepted, or None when it was."""
        try:
            await self._sent(notification)
        except NotificationError as error:
            return self._failed(error)
        except TimeoutError:
            return self._failed(NotificationError("timeout", transient=True))
        except Exception as error:
            # Only the kind: the text of a library's error may hold the address.
            _log.error("notification_channel_failed", fault=type(error).__name__)
            return self._failed(NotificationError("channel_failed", transient=True))
        else:
            self._breaker.succeeded()
            self._last_success_at, self._last_error = self._clock(), None
            return None
        finally:
            self._under_way -= 1

    async def _sent(self, notification: Notification) -> None:
        self._threads = {thread for thread in self._threads if thread.is_alive()}
        if len(self._threads) >= MOST_HANGING + MOST_UNDER_WAY:
            raise NotificationError("hanging", transient=True)
        url, title, body = self._target.url, notification.title, notification.body
        await hurried(
            lambda: self._channel.send(url, title, body), self._send_within_s, self._threads
        )

    def _failed(self, error: NotificationError) -> NotificationError:
        self._breaker.failed()
        self._last_error = (error.fault, self._clock())
        return error
