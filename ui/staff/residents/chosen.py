"""Which resident is looked at: carried over from page to page."""

from PySide6.QtCore import QObject

from app.ids import ResidentId


class ChosenResident(QObject):
    """Written by whichever page somebody chooses on, and read by the next one that is opened.

    Attributes:
        id: None where nobody was chosen since somebody signed in.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.id: ResidentId | None = None

    def choose(self, resident_id: ResidentId) -> None:
        """Look at a resident from now on."""
        self.id = resident_id

    def forget(self) -> None:
        """Carry nothing over to whoever comes next."""
        self.id = None
