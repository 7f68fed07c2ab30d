"""Who sits here, and staff who want out, as QML touches it."""

from PySide6.QtCore import Slot

from ui.kiosk.leaving import Leaving
from ui.kiosk.seat import Seat
from ui.kiosk.voice.listening_touches import ListeningTouches


class SeatTouches(ListeningTouches):
    """Hands touches on to the seat in front of the screen, and to the pad of staff."""

    _seat: Seat
    _leaving: Leaving

    @Slot()
    def ask_to_leave(self) -> None:
        """Show staff the pad for their code."""
        self._leaving.ask()

    @Slot(str)
    def leave_digit(self, digit: str) -> None:
        """Take a digit of the code."""
        self._leaving.digit(digit)

    @Slot()
    def leave_now(self) -> None:
        """Try the code."""
        self._leaving.now()

    @Slot()
    def stay(self) -> None:
        """Take the pad away."""
        self._leaving.stay()

    @Slot(int)
    def choose_name(self, index: int) -> None:
        """Say who one is."""
        self._seat.session.touched()
        self._seat.who.choose(index)

    @Slot(int)
    def touch_picture(self, index: int) -> None:
        """Touch a picture of one's PIN."""
        self._seat.session.touched()
        self._seat.who.touch(index)

    @Slot()
    def more_names(self) -> None:
        """Show the next names."""
        self._seat.who.more()

    @Slot()
    def someone_else(self) -> None:
        """Give a shared screen to somebody else; nothing of who was here stays on it."""
        if self._parts["choices"].field("other"):
            self._seat.leave()

    @Slot()
    def back_to_names(self) -> None:
        """Say that one is somebody else."""
        self._seat.who.back()
