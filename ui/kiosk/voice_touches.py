"""What can be done about Lilo's voice, as QML calls it."""

from PySide6.QtCore import Signal, Slot

from app.clinical.understanding import Command
from ui.kiosk.story_touches import StoryTouches
from ui.kiosk.voice.voice_line import VoiceLine


class VoiceTouches(StoryTouches):
    """Hands touches on to the voice."""

    replay_asked = Signal()
    """The reply is to be shown from its start."""

    _voice: VoiceLine

    @Slot()
    def say_again(self) -> None:
        """Show the reply from its start, and say it."""
        self._turns.say_again()
        self._voice.say_again()
        self.replay_asked.emit()

    @Slot()
    def say_slower(self) -> None:
        """Speak more slowly from now on."""
        self._voice.slower()

    @Slot()
    def stop_speaking(self) -> None:
        """Be silent at once."""
        self._voice.hush()

    @Slot(str)
    def press_in_check_in(self, command: str) -> None:
        """Repeat, skip, stop, or go back a question; what is repeated is said again as well."""
        super().press_in_check_in(command)
        if command == Command.REPEAT:
            self._voice.say_again()
