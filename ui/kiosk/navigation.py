"""From screen to screen: forward, back by the way that was come, and home.

A crisis, a start and a trouble are not walked away from: they end by themselves.
"""

from ui.kiosk.inputs import GIVEN, Overlay, Screen
from ui.kiosk.state import KioskState


class Navigation:
    """Changes the screen, and remembers the way back."""

    def __init__(self, state: KioskState) -> None:
        self._state = state

    def open(self, screen: Screen) -> bool:
        """Go there; return False where the resident cannot leave what is on the screen."""
        inputs = self._state.inputs
        if inputs.screen in GIVEN or inputs.screen is screen:
            return False
        self._state.change(screen=screen, path=(*inputs.path, inputs.screen))
        return True

    def back(self) -> None:
        """Go to the screen before this one."""
        inputs = self._state.inputs
        if inputs.screen not in GIVEN and inputs.path:
            self._state.change(screen=inputs.path[-1], path=inputs.path[:-1])

    def home(self) -> None:
        """Go home."""
        if self._state.inputs.screen not in GIVEN:
            self._state.change(screen=Screen.HOME, path=())

    def lay_over(self, overlay: Overlay) -> None:
        """Lay something over the screen, or take it away. Over a crisis nothing is shown."""
        self._state.change(overlay=overlay)
