"""What somebody had typed and not sent when the screen locked itself: theirs when they come back.

In memory alone, for one person at a time, and gone with a sign-out or with whoever signs in next.
"""

from collections.abc import Hashable, Mapping

from PySide6.QtCore import QObject, Signal

from app.ids import ResidentId, StaffId

Typed = Mapping[str, object]
"""What stood in the fields of a form, by their names."""


class Drafts(QObject):
    """Kept between a screen that locked itself and the next sign-in.

    Signals:
        resting: the screen is about to lock itself; forms give what stands in them to `keep`.
    """

    resting = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._whose: StaffId | None = None
        self._kept: dict[Hashable, Typed] = {}
        self._looked_at: ResidentId | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing that was typed is kept."""
        return not self._kept

    def rest(self, whose: StaffId, looked_at: ResidentId | None) -> None:
        """Keep for somebody what their forms hold, and who they were looking at."""
        self.enter(whose)
        self._looked_at = looked_at
        self.resting.emit()

    def enter(self, whose: StaffId) -> ResidentId | None:
        """Know who has signed in: to another person nothing is given.

        Returns:
            Whom they were looking at where they went on; None where there is nothing to go on with.
        """
        if whose != self._whose:
            self.drop()
        self._whose = whose
        looked_at, self._looked_at = self._looked_at, None
        return looked_at if self._kept else None

    def keep(self, about: Hashable, typed: Typed) -> None:
        """Keep what a form holds.

        Args:
            about: names the form and what it was about, such as one entry of one resident.
        """
        self._kept[about] = typed

    def of(self, about: Hashable) -> Typed | None:
        """Return what is kept of a form; it stays until the form is done with."""
        return self._kept.get(about)

    def done(self, about: Hashable) -> None:
        """Let go of what was sent, or given up."""
        self._kept.pop(about, None)

    def drop(self) -> None:
        """Let go of everything: somebody has signed out."""
        self._whose = self._looked_at = None
        self._kept = {}
