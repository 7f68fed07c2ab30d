"""The place of a page in a stack; the page is made when it is first shown.

Eleven pages made at once would keep the board waiting, and most people open three.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

Made = TypeVar("Made", bound=QWidget)


class PageSlot(Generic[Made]):
    """Takes the next place of a stack."""

    def __init__(self, stack: QStackedWidget, make: Callable[[], Made]) -> None:
        self._stack = stack
        self._make = make
        self._empty = QWidget()
        self._place = stack.addWidget(self._empty)
        self.made: Made | None = None
        """The page, where it has been shown already."""

    def page(self) -> Made:
        """Return the page, and make it where it is asked for the first time."""
        if self.made is None:
            self.made = self._make()
            # The new one first: a stack that loses what it shows would show another page.
            self._stack.insertWidget(self._place, self.made)
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        return self.made
