"""The timekeeper: sounds every alert again when it is due, for the life of the program."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Protocol

import structlog

from app.alerts.alert import Alert, AlertRepository
from app.alerts.desk import AlertDesk
from app.alerts.escalation import due
from app.alerts.routing import Routes
from app.clock import Clock
from app.runtime import Lane

LOOK_EVERY_S = 30.0
"""The longest sleep: the clock can be set, and another process can raise an alert."""

FIRST_RETRY_S = 0.25
LONGEST_RETRY_S = 15.0

Pause = Callable[[asyncio.Event, float], Awaitable[None]]
"""Waits until the event is set, at most so many seconds."""

_log = structlog.get_logger(__name__)


class OpenAlertsUnit(Protocol):
    """What is read."""

    @property
    def alerts(self) -> AlertRepository:
        """Alerts."""


async def until_set(woken: asyncio.Event, at_most_s: float) -> None:
    """Wait until the event is set, at most so many seconds."""
    with suppress(TimeoutError):
        await asyncio.wait_for(woken.wait(), at_most_s)


class Timekeeper:
    """Escalates and re-raises on time, and at once what fell due while nobody kept time.

    Several processes may each have one on the same database: of those that come at once the desk
    lets one write.

    Args:
        units: begins a unit that reads.
        pause: how to wait, so that tests need not.
    """

    def __init__(
        self,
        desk: AlertDesk,
        units: Callable[[], AbstractContextManager[OpenAlertsUnit]],
        lane: Lane,
        routes: Routes,
        clock: Clock,
        *,
        pause: Pause = until_set,
    ) -> None:
        self._desk = desk
        self._units = units
        self._lane = lane
        self._routes = routes
        self._clock = clock
        self._pause = pause
        self._woken = asyncio.Event()
        self._is_stopped = False
        self._failures = 0
        desk.on_change(self._woken.set)

    async def run(self) -> None:
        """Keep time until `stop`. A database that fails is tried again; nothing else ends this."""
        while not self._is_stopped:
            self._woken.clear()
            pause_s = await self._looked()
            if not self._is_stopped:
                await self._pause(self._woken, pause_s)

    def stop(self) -> None:
        """End `run` once it has written what it is writing; called on the event loop's thread."""
        self._is_stopped = True
        self._woken.set()

    async def _looked(self) -> float:
        """Sound what is due; return for how many seconds there is nothing to do."""
        pauses = [LOOK_EVERY_S]
        errors: list[Exception] = []
        for alert in await self._open_alerts(errors):
            try:
                pauses.append(await self._looked_at(alert))
            except Exception as error:
                # One alert that cannot be written must not keep the others from sounding.
                errors.append(error)
        if errors:
            pauses.append(self._retry_after_s(errors))
        else:
            self._failures = 0
        return min(pauses)

    async def _open_alerts(self, errors: list[Exception]) -> Sequence[Alert]:
        def read() -> Sequence[Alert]:
            with self._units() as unit:
                return unit.alerts.open_alerts()

        try:
            alerts = await self._lane.run(read)
        except Exception as error:
            errors.append(error)
            return ()
        return sorted(alerts, key=lambda alert: (-alert.cause.level, alert.alarmed_at))

    async def _looked_at(self, alert: Alert) -> float:
        """Sound the alert if it is due; return the seconds until it is next."""
        upcoming = due(alert, self._routes)
        if upcoming is not None and upcoming.has_come(self._clock()):
            upcoming = due(await self._desk.escalate_due(alert.id), self._routes)
        if upcoming is None:
            return LOOK_EVERY_S
        return max(0.0, (upcoming.at - self._clock()).total_seconds())

    def _retry_after_s(self, errors: Sequence[Exception]) -> float:
        self._failures += 1
        # Kinds only: an error's own text may name files.
        kinds = sorted({type(error).__name__ for error in errors})
        _log.error("timekeeper_failed", errors=kinds, failures=self._failures)
        return min(FIRST_RETRY_S * 2.0 ** min(self._failures - 1, 10), LONGEST_RETRY_S)
