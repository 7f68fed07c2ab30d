"""The call button: promise number one. It works when everything else is broken.

The call is written to the database; where that fails or takes too long, to the journal; where
that fails as well, it still rings on this device and says the truth about it.
"""

import asyncio
from collections.abc import Callable
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

CALL_CAUSE = AlertCause(AlertSource.CALL_BUTTON, Level.URGENT)


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


@dataclass(slots=True)
class CallButton:
    """Calls a nurse to one resident or, where nobody is known, to the room of this kiosk.

    Attributes:
        room: where this kiosk stands, for calls that only the journal gets.
        desk: None while the database cannot be opened.
        patience_s: how long the database may take before the journal is used.
    """

    room: str
    journal: CallJournal
    clock: Clock
    desk: AlertDesk | None = None
    patience_s: float = 2.0
    _listeners: list[Callable[[Call], None]] = field(default_factory=list)

    def on_call(self, listener: Callable[[Call], None]) -> None:
        """Call the listener after each press with what became of it."""
        self._listeners.append(listener)

    async def press(self, resident_id: ResidentId | None) -> Call:
        """Call a nurse. Never raises."""
        call = await self._placed(resident_id)
        for listener in self._listeners:
            try:
                listener(call)
            except Exception:
                # One that fails must not keep the others from hearing.
                _log.exception("call_listener_failed")
        return call

    async def _placed(self, resident_id: ResidentId | None) -> Call:
        if self.desk and resident_id:
            try:
                raising = self.desk.raise_alert(resident_id, CALL_CAUSE)
                alert: Alert = await asyncio.wait_for(raising, self.patience_s)
                return Call(Reach.BOARD, alert.id)
            except Exception:
                # Any fault whatever: the next way must be tried.
                _log.exception("call_not_in_database")
        call = JournalledCall(self.room, self.clock(), resident_id)
        try:
            # Off this thread: a dying disk can hang, and the button must not hang with it.
            keeping = asyncio.to_thread(self.journal.keep, call)
            await asyncio.wait_for(keeping, self.patience_s)
        except (JournalError, TimeoutError):
            _log.exception("call_not_in_journal")
            return Call(Reach.DEVICE_ONLY)
        return Call(Reach.JOURNAL)


async def replay(journal: CallJournal, desk: AlertDesk) -> int:
    """Move journalled calls into the database; return how many.

    A crash in between repeats a call rather than losing one: a repeated call merges into the
    open alert. Calls from a room where nobody is known cannot become alerts; they stay in the
    journal, where the staff screen shows them.
    """
    calls = journal.take()
    moved = 0
    for call in calls:
        if call.resident_id:
            await desk.raise_alert(call.resident_id, CALL_CAUSE, call.at)
            moved += 1
    # After all others, so that a failure above does not keep these a second time.
    for call in calls:
        if call.resident_id is None:
            journal.keep(call)
    if calls:
        journal.done()
    return moved
