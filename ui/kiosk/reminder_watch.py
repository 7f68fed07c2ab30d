"""Reminders on this screen: looked for, heard, and answered."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

import structlog

from app.alerts import AlertDesk
from app.ids import ResidentId
from app.schedule import ItemKind, Reminder, ReminderKey, ReminderStep
from ui.kiosk.inputs import KioskInputs, Overlay, Screen
from ui.kiosk.presence_inputs import ReminderInputs, ReminderTrouble
from ui.kiosk.state import KioskState
from ui.kiosk.staying import stays
from ui.kiosk.tap_guard import Monotonic
from ui.shared.chime import Chime, Sound
from ui.shared.spawner import Spawner

FINGER_S = 1.0
"""A reminder that has just come is not answered by a touch that was meant for what it covers."""

WRITING_S = 2.0
"""Nor by the next letter of whoever was writing: so long no answer may have been touched."""

NOTED_S = 30.0
"""So long what was noted of a medicine can be taken back; then it is kept."""

_log = structlog.get_logger(__name__)


class Reminders(Protocol):
    """The reminder desk, as a screen uses it."""

    async def current(self, resident_id: ResidentId) -> Reminder | None:
        """Return what should be on the screen now."""

    async def done(self, resident_id: ResidentId, key: ReminderKey) -> ReminderStep:
        """Keep that it is done."""

    async def ask(self, resident_id: ResidentId, key: ReminderKey) -> ReminderStep:
        """Keep that the resident asks for a nurse about it."""

    async def snooze(self, resident_id: ResidentId, key: ReminderKey) -> datetime:
        """Put it off."""


class ReminderWatch:
    """Looks once a minute, and whenever something has changed.

    Never while a crisis stands that has not ended, nor while somebody is being listened to.
    """

    def __init__(
        self, state: KioskState, spawner: Spawner, chime: Chime, monotonic: Monotonic
    ) -> None:
        self._state = state
        self._spawner = spawner
        self._chime = chime
        self._monotonic = monotonic
        self._desk: Reminders | None = None
        self._followed: AlertDesk | None = None
        self._read_at: datetime | None = None
        self._came_at = monotonic()
        self._held: tuple[ResidentId, Reminder | None] | None = None
        self._noted: tuple[ResidentId, ReminderKey, float] | None = None
        self._is_reading = False
        self._is_closed = False

    def attach(self, desk: Reminders | None) -> None:
        """Know where reminders are, or that there are none."""
        self._keep_noted()
        self._desk, self._read_at, self._held = desk, None, None
        self._state.change(reminder=ReminderInputs())

    def follow(self, desk: AlertDesk) -> None:
        """Look again when something has changed, in this program or in another."""
        if desk is not self._followed:
            self._followed = desk
            # It also announces what other programs have changed: a reminder confirmed elsewhere.
            desk.on_change(self.look_again)

    def close(self) -> None:
        """Look no more."""
        self._is_closed = True

    def look_again(self) -> None:
        """Look at the next tick: something may have changed."""
        self._read_at = None

    def look(self) -> None:
        """Look, when a minute has begun or something has changed."""
        inputs = self._state.inputs
        if self._noted is not None and self._monotonic() - self._noted[2] >= NOTED_S:
            self._keep_noted()
        if self._desk is None or inputs.resident_id is None or self._is_closed:
            return
        # Where nothing may be said now, a crisis above all, it is said afterwards.
        if stays(inputs):
            return
        if inputs.listening.is_listening:
            # Whoever speaks is heard to the end: a listener stops by itself within a minute or so.
            return
        if self._held is not None:
            held, self._held = self._held, None
            self._came(*held)
        if self._is_reading or inputs.now == self._read_at:
            return
        self._read_at, self._is_reading = inputs.now, True
        self._spawner.spawn(
            self._read(self._desk, inputs.resident_id), self._failed, name="read_reminders"
        )

    def answer(self, choice: str) -> None:
        """Answer the reminder on the screen: done, later, ask; or go on after what was said."""
        reminder = self._state.inputs.reminder
        if self._noted is not None:
            self._answer_noted(choice, reminder.current)
            return
        if choice == "understood":
            self._state.change(reminder=ReminderInputs(reminder.current))
            self.look_again()
            self.look()
            return
        resident_id = self._state.inputs.resident_id
        if self._desk is None or resident_id is None or reminder.current is None:
            return
        if self._is_too_soon():
            return
        if choice == "done" and reminder.current.occurrence.item.kind is ItemKind.MEDICATION:
            self._came_at = now = self._monotonic()
            self._noted = (resident_id, reminder.current.key, now)
            self._state.change(reminder=ReminderInputs(reminder.current, ReminderTrouble.NOTED))
            return
        work = {"done": self._desk.done, "ask": self._desk.ask, "later": self._desk.snooze}
        if choice in work:
            kept = self._answered(work[choice], resident_id, reminder.current.key, choice)
            self._spawner.spawn(kept, self._not_kept, name="answer_reminder")

    def _is_too_soon(self) -> bool:
        now, is_writing = self._monotonic(), _is_writing(self._state.inputs)
        if now - self._came_at >= (WRITING_S if is_writing else FINGER_S):
            return False
        if is_writing:
            self._came_at = now
        return True

    def _answer_noted(self, choice: str, current: Reminder | None) -> None:
        if choice not in {"understood", "not_taken"} or self._is_too_soon():
            return
        if choice == "understood":
            self._keep_noted()
            return
        self._noted, self._came_at = None, self._monotonic()
        self._state.change(reminder=ReminderInputs(current))

    def _keep_noted(self) -> None:
        noted, self._noted = self._noted, None
        if noted is not None and self._desk is not None:
            kept = self._answered(self._desk.done, noted[0], noted[1], "done")
            self._spawner.spawn(kept, self._not_kept, name="answer_reminder")

    async def _read(self, desk: Reminders, resident_id: ResidentId) -> None:
        try:
            current = await desk.current(resident_id)
        finally:
            self._is_reading = False
        if self._state.inputs.listening.is_listening:
            # Somebody began to speak while it was read.
            self._held = (resident_id, current)
            return
        self._came(resident_id, current)

    def _came(self, resident_id: ResidentId, current: Reminder | None) -> None:
        inputs = self._state.inputs
        if inputs.resident_id != resident_id:
            return
        before = inputs.reminder.current
        if current is not None and (before is None or before.key != current.key):
            self._came_at = self._monotonic()
            # Over the pad as well: staff may only seem to be leaving.
            self._state.change(overlay=Overlay.NONE)
        if current is not None and current.is_new:
            self._chime.ring(Sound.LOW, inputs.preferences.voice.loudness)
        self._state.change(reminder=ReminderInputs(current, inputs.reminder.after))

    async def _answered(
        self,
        keep: Callable[[ResidentId, ReminderKey], Awaitable[object]],
        resident_id: ResidentId,
        key: ReminderKey,
        choice: str,
    ) -> None:
        settled = await keep(resident_id, key)
        if self._state.inputs.resident_id != resident_id:
            return
        is_asked = choice == "ask" and settled is ReminderStep.ASKED
        after = ReminderTrouble.ASKED if is_asked else ReminderTrouble.NONE
        self._state.change(reminder=ReminderInputs(None, after))
        self.look_again()
        self.look()

    def _not_kept(self, error: Exception) -> None:
        _log.warning("reminder_not_kept", error=type(error).__name__)
        current = self._state.inputs.reminder.current
        self._state.change(reminder=ReminderInputs(current, ReminderTrouble.NOT_KEPT))

    def _failed(self, error: Exception) -> None:
        # The next minute tries again.
        self._is_reading = False
        _log.warning("reminders_not_read", error=type(error).__name__)


def _is_writing(inputs: KioskInputs) -> bool:
    on_talk = inputs.screen is Screen.TALK and inputs.talk.is_writing
    return on_talk or (inputs.screen is Screen.CHECK_IN and inputs.check_in.is_writing)
