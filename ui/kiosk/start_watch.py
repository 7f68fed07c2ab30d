"""What Lilo begins with by itself: shown at home when nothing else is, answered by a touch."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog

from app.conversation.starting_desk import Start
from app.conversation.starting_words import StartKind
from app.ids import ResidentId
from ui.kiosk.inputs import Overlay, Screen
from ui.kiosk.state import KioskState
from ui.kiosk.tap_guard import Monotonic
from ui.shared.spawner import Spawner

FINGER_S = 1.0
"""What has just come is not answered by a touch that was meant for what it covers."""

YES, NO = "yes", "no"

_log = structlog.get_logger(__name__)


class Starts(Protocol):
    """The start desk, as a screen uses it."""

    def waiting(self, resident_id: ResidentId) -> Start | None:
        """Return what waits to be shown."""

    async def show(self, resident_id: ResidentId, start: Start) -> bool:
        """Note that it is shown; return False where it must not be any more."""

    async def answer(self, resident_id: ResidentId, start: Start, *, agrees: bool) -> None:
        """Keep the answer."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a yes leads."""

    talk: Callable[[str], None]
    check_in: Callable[[], None]
    today: Callable[[], None]


class StartWatch:
    """Shows what waits; never over a crisis, a conversation, a reminder or a night."""

    def __init__(
        self, state: KioskState, spawner: Spawner, monotonic: Monotonic, ways: Ways
    ) -> None:
        self._state = state
        self._spawner = spawner
        self._monotonic = monotonic
        self._ways = ways
        self._desk: Starts | None = None
        self._is_asking = False
        self._came_at = monotonic()

    def attach(self, desk: Starts | None) -> None:
        """Know what begins, or that nothing does."""
        self._desk = desk
        self._state.change(start=None)

    def look(self) -> None:
        """Show what waits, where nothing else is on the screen."""
        inputs = self._state.inputs
        if self._desk is None or inputs.resident_id is None or self._is_asking:
            return
        if not self._is_free():
            return
        waiting = self._desk.waiting(inputs.resident_id)
        if waiting is None:
            return
        self._is_asking = True
        self._spawner.spawn(
            self._show(self._desk, inputs.resident_id, waiting), self._failed, name="show_start"
        )

    def answer(self, choice: str) -> bool:
        """Take a yes or a no; return whether there was something to answer."""
        inputs = self._state.inputs
        start, resident_id = inputs.start, inputs.resident_id
        if start is None or choice not in {YES, NO}:
            return False
        if self._desk is None or resident_id is None:
            return False
        if self._monotonic() - self._came_at < FINGER_S:
            return True
        agrees = choice == YES
        self._state.change(start=None)
        self._spawner.spawn(
            self._answered(self._desk, resident_id, start, agrees=agrees),
            self._not_kept,
            name="answer_start",
        )
        return True

    async def _show(self, desk: Starts, resident_id: ResidentId, start: Start) -> None:
        try:
            may = await desk.show(resident_id, start)
        finally:
            self._is_asking = False
        if may and self._state.inputs.resident_id == resident_id and self._is_free():
            self._came_at = self._monotonic()
            self._state.change(start=start)

    async def _answered(
        self, desk: Starts, resident_id: ResidentId, start: Start, *, agrees: bool
    ) -> None:
        await desk.answer(resident_id, start, agrees=agrees)
        if not agrees or self._state.inputs.resident_id != resident_id:
            return
        match start.kind:
            case StartKind.CHECK_IN:
                self._ways.check_in()
            case StartKind.ACTIVITY:
                self._ways.today()
            case _:
                self._ways.talk(start.prompt)

    def _is_free(self) -> bool:
        """Whether nothing else is on the screen: home, by itself, with nobody speaking."""
        inputs = self._state.inputs
        return (
            inputs.screen is Screen.HOME
            and inputs.overlay is Overlay.NONE
            and inputs.crisis is None
            and inputs.start is None
            and inputs.reminder.current is None
            and not inputs.is_asked_if_there
            and not inputs.talk.is_busy
            and not inputs.call.is_calling
            and not inputs.listening.is_listening
        )

    def _failed(self, error: Exception) -> None:
        # The next round of chores tries again.
        self._is_asking = False
        _log.warning("start_not_shown", error=type(error).__name__)

    def _not_kept(self, error: Exception) -> None:
        _log.warning("start_answer_not_kept", error=type(error).__name__)
