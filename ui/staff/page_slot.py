"""A page that is made when it is first asked for.

Eleven pages made at once would keep the board waiting, and most people open three.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

Made = TypeVar("Made", bound=QWidget)


class PageSlot(Generic[Made]):
    """Makes its page once.

    Attributes:
        made: the page, where it has been asked for already.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self.made: Made | None = None

    def page(self) -> Made:
        """Return the page."""
        if self.made is None:
            self.made = self._make()
        return self.made
