"""From a press of the call button to the truth about it."""

import asyncio

from app.alerts import Call, CallButton, Reach, Replayed
from app.ids import ResidentId
from ui.kiosk.bell import Bell
from ui.kiosk.state import KioskState
from ui.kiosk.status import is_over
from ui.kiosk.tap_guard import PressGuard
from ui.shared.spawner import Spawner

PATIENCE_S = 6.0
"""The button has its own, shorter patience; this is for when even that fails."""


class CallLine:
    """Calls, rings, and keeps what became of it."""

    def __init__(
        self,
        state: KioskState,
        spawner: Spawner,
        button: CallButton,
        bell: Bell,
        guard: PressGuard,
    ) -> None:
        self._state = state
        self._spawner = spawner
        self._button = button
        self._bell = bell
        self._guard = guard
        self._is_placing = False
        self._is_retrying = False
        self._caller: ResidentId | None = None
        self._is_closed = False
        button.on_replayed(self._was_replayed)
        button.on_call(self._was_placed)

    def press(self) -> None:
        """Call a nurse. Always shows something at once, and never raises."""
        if self._guard.accepts():
            self._begin(held=False)

    def hold(self) -> None:
        """Call a nurse as whoever holds the button down does: gravely, whatever came before."""
        self._begin(held=True)

    def look(self) -> None:
        """Bring a call that is only on this device to the board, as soon as there is one."""
        call = self._state.inputs.call
        if call.reach is None or call.reach is Reach.BOARD:
            return
        if self._is_placing or self._is_retrying or self._is_closed:
            return
        self._is_retrying = True
        again = self._again(self._who, Call(call.reach, level=call.level))
        self._spawner.spawn(again, self._not_again, name="call_nurse_again")

    def close(self) -> None:
        """Be silent and hear no more; the button may live longer than this window."""
        self._is_closed = True
        self._bell.hush()

    def hush(self) -> None:
        """Stop ringing on this device; the call itself stands."""
        self._bell.hush()
        self._state.change_call(is_ringing=False)

    def _begin(self, *, held: bool) -> None:
        self._state.change_call(is_calling=True)
        self._bell.pressed()
        self._place(held=held)

    def _place(self, *, held: bool) -> None:
        self._is_placing = True
        self._caller = self._state.inputs.resident_id
        self._spawner.spawn(self._call(held=held), self._lost, name="call_nurse")

    async def _call(self, *, held: bool) -> None:
        async with asyncio.timeout(PATIENCE_S):
            call = await self._button.press(self._state.inputs.resident_id, held=held)
        self._placed(call)

    @property
    def _who(self) -> ResidentId | None:
        """Who called; whoever sits here now, where nobody was known then."""
        return self._caller or self._state.inputs.resident_id

    async def _again(self, who: ResidentId | None, call: Call) -> None:
        async with asyncio.timeout(PATIENCE_S):
            now = await self._button.again(who, call)
        self._is_retrying = False
        before = self._state.inputs.call
        if self._is_placing or self._is_closed or before.reach is not call.reach:
            # Pressed meanwhile, or brought to the board another way: that is the truth now.
            return
        if now.reach is Reach.BOARD or (now.reach is not call.reach and before.is_ringing):
            self._placed(now)
        else:
            # It was hushed: that it got further is no reason to ring again.
            self._state.change_call(reach=now.reach)

    def _not_again(self, _error: Exception) -> None:
        self._is_retrying = False

    def _was_replayed(self, alerts: Replayed) -> None:
        """Hear that a kept call is on the board: from now on it can be followed."""
        call, who = self._state.inputs.call, self._who
        alert_id = alerts.get(who) if who else None
        if alert_id is None or self._is_placing or self._is_closed:
            return
        if call.reach is not None and call.reach is not Reach.BOARD:
            self._placed(Call(Reach.BOARD, alert_id, call.level))

    def _lost(self, _error: Exception) -> None:
        self._placed(Call(Reach.DEVICE_ONLY))

    def _was_placed(self, call: Call) -> None:
        """Hear of a call made here for the resident: by danger that could not be stored."""
        if not self._is_placing and not self._is_closed:
            self._caller = self._state.inputs.resident_id
            self._placed(call)

    def _placed(self, call: Call) -> None:
        self._is_placing = False
        before = self._state.inputs.call
        is_same = call.alert_id is not None and call.alert_id == before.alert_id
        stands = before.reach is Reach.BOARD and not is_over(before.progress)
        if stands and call.reach is not Reach.BOARD:
            # The earlier call is on the board still; this one failing does not unsay it.
            self._state.change_call(is_calling=False)
            return
        self._state.change_call(
            reach=call.reach,
            alert_id=call.alert_id,
            # An alert that was grave stays so, however it is repeated.
            level=max(before.level, call.level) if is_same else call.level,
            progress=before.progress if call.alert_id == before.alert_id else None,
            is_calling=False,
            is_ringing=self._bell.follow(call.reach),
        )
