"""The dispatcher: takes messages out of the outbox and out of the building, at least once.

Each is claimed, sent and marked. A process that dies in between leaves a claim that runs out, and
the message is sent again: told twice is better than never.
"""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial

import structlog

from app.alerts.delivery import claimed, due_at, failed, is_claimed, obsolete, orphaned, sent
from app.alerts.notification import (
    Notification,
    NotificationChannel,
    NotificationError,
    NotificationState,
)
from app.alerts.outbox import OutboxUnit
from app.alerts.target_line import SEND_WITHIN_S, TargetHealth, TargetLine
from app.alerts.targets import Target
from app.alerts.timekeeper import Pause, until_set
from app.audit import AuditAction, AuditDraft
from app.clock import Clock
from app.runtime import Lane
from app.tracing import traced

LOOK_EVERY_S = 30.0
"""The longest sleep: the clock can be set, and another process can die with a claim."""

FIRST_RETRY_S = 0.25
LONGEST_RETRY_S = 15.0

FINISH_WITHIN_S = 2.0
"""How long the end of the program waits for what is under way; the next start sends it again."""

_log = structlog.get_logger(__name__)

Units = Callable[[], AbstractContextManager[OutboxUnit]]


class Dispatcher:
    """Sends what waits, for the life of the program.

    Several processes may each have one on the same database; a claim belongs to one.

    Args:
        units: begins a unit that may write.
        monotonic: seconds that only go forward, for the breakers.
        pause: how to wait, so that tests need not.
        chance: returns numbers in 0..1, for the jitter.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        channel: NotificationChannel,
        units: Units,
        lane: Lane,
        clock: Clock,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        pause: Pause = until_set,
        chance: Callable[[], float] = random.random,
        send_within_s: float = SEND_WITHIN_S,
    ) -> None:
        self._lines = {
            target.name: TargetLine(target, channel, clock, monotonic, send_within_s)
            for target in targets
        }
        self._units = units
        self._lane = lane
        self._clock = clock
        self._pause = pause
        self._chance = chance
        self._woken = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._is_stopped = False
        self._failures = 0

    def health(self) -> tuple[TargetHealth, ...]:
        """Return how each target has been doing since the program started."""
        return tuple(line.health for line in self._lines.values())

    def announce(self) -> None:
        """Look at the outbox now; called on the event loop's thread after a commit."""
        self._woken.set()

    def stop(self) -> None:
        """End `run` once what is under way has been sent, or soon after."""
        self._is_stopped = True
        self._woken.set()

    async def run(self) -> None:
        """Send until `stop`. A database that fails is tried again; nothing else ends this."""
        try:
            while not self._is_stopped:
                self._woken.clear()
                # Stopped meanwhile, it is woken as well: the pause is none.
                await self._pause(self._woken, await self._looked())
            if self._under_way:
                await asyncio.wait(self._under_way, timeout=FINISH_WITHIN_S)
        finally:
            for task in self._under_way:
                task.cancel()

    async def _looked(self) -> float:
        """Begin what may be sent now; return for how many seconds there is nothing to do."""
        room = {name: line.room() for name, line in self._lines.items()}
        pauses = {name: line.pause_s() for name, line in self._lines.items()}
        try:
            taken, waits = await self._lane.run(lambda: self._claimed(room))
        except Exception as error:
            return self._retry_after_s(error)
        self._failures = 0
        for notification in taken:
            self._begin(notification)
        # A line without room is looked at again when one of its messages is done.
        nexts = [max(s, pauses[name]) for name, s in waits.items() if room[name] or pauses[name]]
        return min([LOOK_EVERY_S, *nexts])

    def _claimed(self, room: dict[str, int]) -> tuple[list[Notification], dict[str, float]]:
        """Take what may be sent; also return in how many seconds each line has more to do."""
        now = self._clock()
        taken: list[Notification] = []
        waits: dict[str, float] = {}
        left = dict(room)
        with self._units() as unit:
            self._put_away(unit, now)
            for waiting in unit.outbox.waiting():
                name, wait_s = waiting.target, (due_at(waiting, now) - now).total_seconds()
                if name not in left:
                    self._bury_orphan(unit, waiting, now)
                elif wait_s <= 0.0 and left[name] > 0:
                    left[name] -= 1
                    taken.append(claimed(waiting, now))
                    unit.outbox.save(taken[-1])
                else:
                    waits[name] = min(wait_s, waits.get(name, wait_s))
        return taken, waits

    def _put_away(self, unit: OutboxUnit, now: datetime) -> None:
        for waiting in unit.outbox.waiting_of_resolved():
            if not is_claimed(waiting, now):
                unit.outbox.save(obsolete(waiting, now))

    def _bury_orphan(self, unit: OutboxUnit, waiting: Notification, now: datetime) -> None:
        after = orphaned(waiting, now)
        if after is not waiting:
            self._kept(unit, after, now)

    def _begin(self, notification: Notification) -> None:
        line = self._lines[notification.target]
        line.reserve()
        task = asyncio.create_task(self._delivered(line, notification))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _delivered(self, line: TargetLine, notification: Notification) -> None:
        with traced(alert=notification.alert_id):
            error = await line.attempt(notification)
            try:
                await self._lane.run(partial(self._mark, notification, error))
            except Exception as fault:
                # The claim runs out, and the message is sent again.
                _log.error("notification_not_marked", fault=type(fault).__name__)
            finally:
                self._woken.set()

    def _mark(self, notification: Notification, error: NotificationError | None) -> None:
        now = self._clock()
        with self._units() as unit:
            current = unit.outbox.get(notification.id)
            if current is None or current.state is not NotificationState.WAITING:
                return
            if error is None:
                self._kept(unit, sent(current, now), now)
            elif current.attempts == notification.attempts:
                self._kept(unit, failed(current, error, now, self._chance()), now)
            # Else another process holds the claim by now, and will know better.

    def _kept(self, unit: OutboxUnit, notification: Notification, now: datetime) -> None:
        unit.outbox.save(notification)
        action = _AUDITED.get(notification.state)
        if action is not None:
            details = {"target": notification.target, "recipient": notification.recipient.value}
            draft = AuditDraft(action, "lilo", str(notification.alert_id), details)
            unit.audit.append(draft, now)

    def _retry_after_s(self, error: Exception) -> float:
        self._failures += 1
        # The kind only: an error's own text may name files.
        _log.error("dispatcher_failed", fault=type(error).__name__)
        return min(FIRST_RETRY_S * 2.0 ** min(self._failures - 1, 10), LONGEST_RETRY_S)


_AUDITED = {
    NotificationState.SENT: AuditAction.NOTIFICATION_SENT,
    NotificationState.DEAD: AuditAction.NOTIFICATION_DEAD,
}
