"""How long nobody has touched the screen, and what follows from it."""

from collections.abc import Callable

from app.presence import Quiet, QuietRules, quiet_after
from ui.kiosk.inputs import KioskInputs, Screen
from ui.kiosk.state import KioskState
from ui.kiosk.staying import stays
from ui.kiosk.tap_guard import Monotonic

PERSONAL = frozenset({Screen.TALK, Screen.CHECK_IN, Screen.TODAY, Screen.STORIES})
"""Screens with something on them that is not for everybody who comes by."""


class SessionWatch:
    """Asks after quiet time, and ends the session when nobody answers."""

    def __init__(
        self,
        state: KioskState,
        rules: QuietRules | None,
        monotonic: Monotonic,
        on_over: Callable[[], None],
    ) -> None:
        self._state = state
        self._rules = rules
        self._monotonic = monotonic
        self._on_over = on_over
        self._touched_at = monotonic()
        self.is_shared = False

    def touched(self) -> None:
        """Know that somebody is there."""
        if self._rules is None:
            return
        self._touched_at = self._monotonic()
        if self._state.inputs.is_asked_if_there:
            self._state.change(is_asked_if_there=False)

    def look(self) -> None:
        """Ask, or end the session, when it is time."""
        if self._rules is None:
            return
        if not self._is_session():
            self._touched_at = self._monotonic()
            self._state.change(is_asked_if_there=False)
            return
        inputs = self._state.inputs
        if inputs.is_asked_if_there and inputs.listening.is_listening:
            # The answer to this very question is being given.
            return
        is_busy = _is_busy(inputs)
        if is_busy:
            # What is said now is to be read in peace: the time begins when it is done.
            self._touched_at = self._monotonic()
        quiet = quiet_after(self._monotonic() - self._touched_at, self._rules, is_busy=is_busy)
        self._state.change(is_asked_if_there=quiet is Quiet.ASKING)
        if quiet is Quiet.OVER:
            self._on_over()

    def _is_session(self) -> bool:
        """Whether there is something on the screen that is not for everybody."""
        inputs = self._state.inputs
        if inputs.screen is Screen.WHO:
            return inputs.who.chosen is not None
        if inputs.screen in PERSONAL or (inputs.screen is Screen.CRISIS and not stays(inputs)):
            return True
        return self.is_shared and not stays(inputs) and inputs.resident_id is not None


def _is_busy(inputs: KioskInputs) -> bool:
    return (
        inputs.talk.is_busy
        or inputs.call.is_calling
        or inputs.who.is_trying
        or inputs.check_in.is_busy
        or inputs.listening.is_listening
    )
