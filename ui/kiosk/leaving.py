"""Staff leave the kiosk: the digits they give, and the gate that knows the code."""

from collections.abc import Callable

from app.identity import LeaveGate
from ui.kiosk.inputs import GIVEN, LeaveInputs, Overlay
from ui.kiosk.navigation import Navigation
from ui.kiosk.state import KioskState
from ui.kiosk.tap_guard import Monotonic
from ui.shared.spawner import Spawner

MOST_DIGITS = 12

CLOSES_AFTER_S = 60.0
"""So long without a digit, and nobody is leaving: hands that shake have opened the pad."""


class Leaving:
    """Collects digits, asks the gate, and lets go when it opens."""

    def __init__(
        self,
        state: KioskState,
        spawner: Spawner,
        navigation: Navigation,
        gate: LeaveGate | None,
        on_leave: Callable[[], None],
        monotonic: Monotonic,
    ) -> None:
        self._state = state
        self._spawner = spawner
        self._navigation = navigation
        self._gate = gate
        self._on_leave = on_leave
        self._monotonic = monotonic
        self._touched_at = monotonic()
        self._digits = ""
        self._is_asking = False

    def ask(self) -> None:
        """Show the pad, where there is a gate at all and nobody is being stayed with."""
        inputs = self._state.inputs
        if self._gate is None or (inputs.crisis is not None and inputs.screen in GIVEN):
            return
        self._digits = ""
        self._touched_at = self._monotonic()
        self._show(is_wrong=False)
        self._navigation.lay_over(Overlay.LEAVE)

    def digit(self, digit: str) -> None:
        """Take one digit."""
        self._touched_at = self._monotonic()
        if digit.isdecimal() and len(digit) == 1 and len(self._digits) < MOST_DIGITS:
            self._digits += digit
            self._show(is_wrong=False)

    def stay(self) -> None:
        """Take the pad away."""
        self._digits = ""
        self._navigation.lay_over(Overlay.NONE)

    def now(self) -> None:
        """Try the code that was given."""
        if self._gate is None or self._is_asking or not self._digits:
            return
        self._is_asking = True
        code, self._digits = self._digits, ""
        self._spawner.spawn(self._try(self._gate, code), self._failed, name="leave_kiosk")

    def look(self) -> None:
        """Count down what has to be waited for; take away a pad that nobody uses."""
        is_open = self._state.inputs.overlay is Overlay.LEAVE
        if is_open and self._monotonic() - self._touched_at >= CLOSES_AFTER_S:
            self.stay()
            return
        if self._state.inputs.leave.wait_s > 0:
            self._show(is_wrong=True)

    async def _try(self, gate: LeaveGate, code: str) -> None:
        is_open = await gate.opens(code)
        self._is_asking = False
        if is_open:
            self._navigation.lay_over(Overlay.NONE)
            self._on_leave()
        else:
            self._show(is_wrong=True)

    def _failed(self, _error: Exception) -> None:
        self._is_asking = False
        self._show(is_wrong=True)

    def _show(self, *, is_wrong: bool) -> None:
        wait = self._gate.wait_s() if self._gate else 0
        has_code = self._gate is not None and self._gate.has_code
        self._state.change(leave=LeaveInputs(len(self._digits), is_wrong, wait, has_code))
