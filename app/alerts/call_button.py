"""The call button: promise number one. It works when everything else is broken.

The call is written to the database; where that fails or takes too long, to the journal; where
that fails as well, it still rings on this device and says the truth about it.

A press is urgent. Somebody who presses three times within ten seconds, or holds the button, is in
distress: that is immediate.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import structlog

from app.alerts.alert import Alert, AlertCause, AlertSource
from app.alerts.desk import AlertDesk
from app.alerts.journal import CallJournal, JournalError, JournalledCall
from app.clock import Clock
from app.ids import AlertId, ResidentId
from app.safety import Level

_log = structlog.get_logger(__name__)

DISTRESS_PRESSES = 3
DISTRESS_WITHIN_S = 10.0


class Reach(StrEnum):
    """How far a call got."""

    BOARD = "board"
    """In the database: every staff screen shows it."""
    JOURNAL = "journal"
    """Kept on this device; staff screens of this facility folder show it from there."""
    DEVICE_ONLY = "device_only"
    """Not kept anywhere: it rings here and nowhere else."""


@dataclass(frozen=True, slots=True)
class Call:
    """What became of a press of the button."""

    reach: Reach
    alert_id: AlertId | None = None
    level: Level = Level.URGENT


Replayed = Mapping[ResidentId, AlertId]
"""Alerts that calls of the journal have become, by who called."""

OnReplayed = Callable[[Replayed], None]


@dataclass(slots=True)
class CallButton:
    """Calls a nurse to one resident or, where nobody is known, to the room of this kiosk.

    Attributes:
        room: where this kiosk stands, for calls that only the journal gets.
        desk: None while the database cannot be opened.
        patience_s: how long the database may take before the journal is used.
        monotonic: seconds that only go forward, to count presses by.
    """

    room: str
    journal: CallJournal
    clock: Clock
    desk: AlertDesk | None = None
    patience_s: float = 2.0
    monotonic: Callable[[], float] = time.monotonic
    _listeners: list[Callable[[Call], None]] = field(default_factory=list)
    _replay_listeners: list[OnReplayed] = field(default_factory=list)
    _presses: dict[ResidentId | None, deque[float]] = field(default_factory=dict)

    def on_call(self, listener: Callable[[Call], None]) -> None:
        """Call the listener after each press with what became of it."""
        self._listeners.append(listener)

    async def press(self, resident_id: ResidentId | None, *, held: bool = False) -> Call:
        """Call a nurse. Never raises.

        Args:
            held: the button was held down; or the call is known to be immediate otherwise.
        """
        call = await self._placed(resident_id, self._grade(resident_id, held=held))
        for listener in self._listeners:
            try:
                listener(call)
            except Exception:
                # One that fails must not keep the others from hearing.
                _log.exception("call_listener_failed")
        return call

    def on_replayed(self, listener: OnReplayed) -> None:
        """Call the listener with the alerts that kept calls became later."""
        self._replay_listeners.append(listener)

    def replayed(self, alerts: Replayed) -> None:
        """Tell that kept calls are on the board now."""
        for listener in self._replay_listeners:
            try:
                listener(alerts)
            except Exception:
                _log.exception("call_listener_failed")

    async def again(self, resident_id: ResidentId | None, call: Call) -> Call:
        """Try once more to bring a call to the board; no press is counted. Never raises.

        Returns:
            How far it is now: what was said of it before, where nothing has changed.
        """
        is_kept = call.reach is Reach.JOURNAL
        if self.desk is not None and resident_id is not None:
            try:
                bringing = self._brought(self.desk, resident_id, call.level, is_kept=is_kept)
                alert = await asyncio.wait_for(bringing, self.patience_s)
                return Call(Reach.BOARD, alert.id, call.level)
            except Exception as error:
                # Tried again and again: one line, and no traceback each time.
                _log.warning("call_not_in_database_yet", error=type(error).__name__)
        return call if is_kept else await self._kept(resident_id, call.level)

    async def _brought(
        self, desk: AlertDesk, resident_id: ResidentId, level: Level, *, is_kept: bool
    ) -> Alert:
        if is_kept:
            kept = await asyncio.to_thread(self.journal.calls)
            if not any(each.resident_id in {None, resident_id} for each in kept):
                # Another program has replayed it, and somebody may have taken it already.
                standing = await desk.open_call(resident_id)
                if standing is not None:
                    return standing
        return await desk.raise_alert(resident_id, _cause(level))

    def _grade(self, resident_id: ResidentId | None, *, held: bool) -> Level:
        now = self.monotonic()
        presses = self._presses.setdefault(resident_id, deque(maxlen=DISTRESS_PRESSES))
        presses.append(now)
        is_many = len(presses) == DISTRESS_PRESSES and now - presses[0] <= DISTRESS_WITHIN_S
        return Level.IMMEDIATE if held or is_many else Level.URGENT

    async def _placed(self, resident_id: ResidentId | None, level: Level) -> Call:
        if self.desk and resident_id:
            try:
                raising = self.desk.raise_alert(resident_id, _cause(level))
                alert: Alert = await asyncio.wait_for(raising, self.patience_s)
                return Call(Reach.BOARD, alert.id, level)
            except Exception:
                # Any fault whatever: the next way must be tried.
                _log.exception("call_not_in_database")
        return await self._kept(resident_id, level)

    async def _kept(self, resident_id: ResidentId | None, level: Level) -> Call:
        call = JournalledCall(self.room, self.clock(), resident_id, level)
        try:
            # Off this thread: a dying disk can hang, and the button must not hang with it.
            keeping = asyncio.to_thread(self.journal.keep, call)
            await asyncio.wait_for(keeping, self.patience_s)
        except (JournalError, TimeoutError):
            _log.exception("call_not_in_journal")
            return Call(Reach.DEVICE_ONLY, level=level)
        return Call(Reach.JOURNAL, level=level)


def _cause(level: Level) -> AlertCause:
    return AlertCause(AlertSource.CALL_BUTTON, level)


async def replay(journal: CallJournal, desk: AlertDesk) -> Replayed:
    """Move journalled calls into the database; return the alerts that they became.

    A crash in between repeats a call rather than losing one: a repeated call merges into the
    open alert. Calls from a room where nobody is known cannot become alerts; they stay in the
    journal, where the staff screen shows them.
    """
    calls = journal.take()
    moved: dict[ResidentId, AlertId] = {}
    for call in calls:
        if call.resident_id:
            alert = await desk.raise_alert(call.resident_id, _cause(call.level), call.at)
            moved[call.resident_id] = alert.id
    # After all others, so that a failure above does not keep these a second time.
    for call in calls:
        if call.resident_id is None:
            journal.keep(call)
    if calls:
        journal.done()
    return moved
