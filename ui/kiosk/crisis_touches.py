"""What can be touched while somebody is being stayed with, as QML calls it."""

from PySide6.QtCore import Slot

from ui.kiosk.crisis_line import CrisisLine
from ui.kiosk.seat_touches import SeatTouches


class CrisisTouches(SeatTouches):
    """Hands touches on to the resident's side of the crisis dialogue."""

    _crisis_line: CrisisLine

    @Slot(int)
    def choose(self, index: int) -> None:
        """Answer the question of the crisis dialogue."""
        self._crisis_line.choose(index)

    @Slot()
    def write_in_crisis(self) -> None:
        """Show the field to say more than an answer."""
        self._crisis_line.write()
