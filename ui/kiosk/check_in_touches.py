"""What can be touched in a check-in, as QML calls it."""

from PySide6.QtCore import Slot

from ui.kiosk.check_in_line import CheckInLine
from ui.kiosk.parts import Parts


class CheckInTouches(Parts):
    """Hands touches on to the resident's side of the check-in."""

    _check_in_line: CheckInLine

    @Slot()
    def begin_check_in(self) -> None:
        """Begin the questions that home offers, or go on with them."""
        self._check_in_line.begin()

    @Slot(int)
    def choose_in_check_in(self, index: int) -> None:
        """Answer the question on the screen."""
        self._check_in_line.choose(index)

    @Slot(str)
    def press_in_check_in(self, command: str) -> None:
        """Repeat, skip, stop, or go back a question."""
        self._check_in_line.press(command)

    @Slot()
    def write_in_check_in(self) -> None:
        """Show the field to write the answer in."""
        self._check_in_line.write()

    @Slot()
    def stop_writing_in_check_in(self) -> None:
        """Go back to the answers; what was written stays."""
        self._check_in_line.stop_writing()

    @Slot()
    def leave_check_in(self) -> None:
        """Go home once the questions are over."""
        self._check_in_line.leave()
