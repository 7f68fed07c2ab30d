"""What can be touched about listening, as QML calls it."""

from PySide6.QtCore import Signal, Slot

from ui.kiosk.check_in_touches import CheckInTouches
from ui.kiosk.voice.listening_line import ListeningLine


class ListeningTouches(CheckInTouches):
    """Hands touches on to what listens.

    One above the other and not side by side: a QObject has one parent class.
    """

    _listening_line: ListeningLine

    page_asked = Signal()
    """What did not fit on the page is to be shown."""

    def turn_page(self) -> None:
        """Show what did not fit on the page, as if that had been touched."""
        self.page_asked.emit()

    @Slot()
    def listen(self) -> None:
        """Begin to listen; or take what was said so far for all of it."""
        self._listening_line.touch()

    @Slot()
    def stop_listening(self) -> None:
        """Listen no more."""
        self._listening_line.stop()

    @Slot(bool)
    def confirm_heard(self, is_right: bool) -> None:
        """Say whether what was read back is right."""
        self._listening_line.confirm(is_right=is_right)
