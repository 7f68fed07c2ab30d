"""The resident's side of a check-in: what is touched goes to the conversation, one at a time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.clinical.understanding import Command
from app.conversation import (
    BeginCheckIn,
    CheckInAct,
    CheckInShown,
    CheckInTalk,
    ChooseAnswer,
    ConfirmAnswer,
    CrisisOpened,
    PressInCheckIn,
)
from app.identity import Resident
from ui.kiosk.authored_lines import AuthoredLines
from ui.kiosk.check_in_view import NO_VALUE, CheckInInputs
from ui.kiosk.inputs import Screen, TalkInputs
from ui.kiosk.state import KioskState
from ui.shared.spawner import Spawner

_COMMANDS = tuple(Command)


class CheckInLine:
    """Begins, answers and leaves; the question stands until its answer is kept."""

    def __init__(
        self,
        state: KioskState,
        spawner: Spawner,
        lines: AuthoredLines,
        on_crisis: Callable[[CrisisOpened], None],
    ) -> None:
        self._state = state
        self._spawner = spawner
        self._lines = lines
        self._on_crisis = on_crisis
        self._talk: CheckInTalk | None = None
        self._resident: Resident | None = None
        self._read_at: datetime | None = None

    def attach(self, talk: CheckInTalk | None, resident: Resident) -> None:
        """Know who asks, and whom."""
        self._talk, self._resident, self._read_at = talk, resident, None

    def look(self) -> None:
        """With a new minute at home, find out what may be offered."""
        inputs = self._state.inputs
        if self._talk is None or inputs.screen is not Screen.HOME or inputs.now == self._read_at:
            return
        self._read_at = inputs.now
        self._spawner.spawn(self._read(self._talk), name="read_check_in_offer")

    def begin(self) -> None:
        """Begin with what is offered; on the conversation it can be asked for by voice."""
        if self._state.inputs.screen in {Screen.HOME, Screen.TALK}:
            self._do(BeginCheckIn())

    def choose(self, index: int) -> None:
        """Take an answer, or a yes or no to what was read back."""
        shown = self._inputs.shown
        if shown is None:
            return
        if shown.read_back is not None:
            self._do(ConfirmAnswer(is_right=index == 0))
        elif 0 <= index < len(shown.choices):
            value = shown.choices[index].value
            self._do(ChooseAnswer(shown.item, value), chosen=value)

    def press(self, name: str) -> None:
        """Repeat, skip, stop or go back."""
        if name in _COMMANDS:
            self._do(PressInCheckIn(Command(name)))

    def write(self) -> None:
        """Show the field to write the answer in."""
        self._change(is_writing=True)

    def stop_writing(self) -> None:
        """Go back to the answers; what was written stays."""
        self._change(is_writing=False)

    def show(self, event: CheckInShown) -> None:
        """Show where it stands."""
        now = replace(
            self._inputs,
            shown=event,
            chosen=NO_VALUE,
            is_writing=False,
            notice="",
            count=self._inputs.count + 1,
        )
        self._state.change(screen=Screen.CHECK_IN, check_in=now)

    def leave(self) -> None:
        """Go home once it is over."""
        shown = self._inputs.shown
        if shown is not None and shown.question is None:
            self._go_home()

    def look_again(self) -> None:
        """Find out anew what may be offered."""
        self._read_at = None
        self.look()

    @property
    def _inputs(self) -> CheckInInputs:
        return self._state.inputs.check_in

    def _change(self, **changes: Any) -> None:
        self._state.change(check_in=replace(self._inputs, **changes))

    def _do(self, act: CheckInAct, chosen: int = NO_VALUE) -> None:
        talk, resident = self._talk, self._resident
        busy = self._inputs.is_busy or self._state.inputs.talk.is_busy
        if talk is None or resident is None or busy:
            return
        self._change(is_busy=True, chosen=chosen, notice="")
        is_stop = act == PressInCheckIn(Command.STOP)
        failed = self._not_stopped if is_stop else self._failed
        self._spawner.spawn(self._done(talk, resident, act), failed, name="check_in")

    async def _done(self, talk: CheckInTalk, resident: Resident, act: CheckInAct) -> None:
        try:
            async for event in talk.act(resident, act):
                if self._state.inputs.resident_id != resident.id:
                    continue
                match event:
                    case CheckInShown():
                        self.show(event)
                    case CrisisOpened():
                        self._state.change(check_in=CheckInInputs())
                        self._on_crisis(event)
        finally:
            self._change(is_busy=False, chosen=NO_VALUE)

    def _failed(self, _error: Exception) -> None:
        # The question stands: it was not kept, and can be answered again.
        self._change(notice=self._lines.trouble())

    def _not_stopped(self, _error: Exception) -> None:
        # Whoever wants to stop stops. What was answered is kept, and can be gone on with.
        if self._state.inputs.screen is Screen.CHECK_IN:
            self._go_home()

    def _go_home(self) -> None:
        self._state.change(screen=Screen.HOME, path=(), check_in=CheckInInputs(), talk=TalkInputs())
        self.look_again()

    async def _read(self, talk: CheckInTalk) -> None:
        resident = self._resident
        offer = await talk.offer(resident.id) if resident else None
        if resident and self._state.inputs.resident_id == resident.id:
            self._change(offer=offer)
