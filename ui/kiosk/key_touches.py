"""What turns the keyboard on the screen, as QML calls it."""

from PySide6.QtCore import Slot

from ui.kiosk.key_layout import next_layer
from ui.kiosk.large_keys import next_half
from ui.kiosk.state import KioskState
from ui.kiosk.voice_touches import VoiceTouches


class KeyTouches(VoiceTouches):
    """Shows other keys."""

    _state: KioskState

    @Slot()
    def turn_keyboard(self) -> None:
        """Show the next keys: letters, numbers and signs, letters with accents."""
        inputs = self._state.inputs
        self._state.change(layer=next_layer(inputs.layer, inputs.language))

    @Slot()
    def turn_half(self) -> None:
        """Show the other half of the alphabet."""
        self._state.change(layer=next_half(self._state.inputs.layer))
