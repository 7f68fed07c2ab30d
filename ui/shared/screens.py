"""On which screen a window stands where there are several."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

_Screen = TypeVar("_Screen")


def another(screens: Sequence[_Screen], taken: _Screen | None) -> _Screen | None:
    """Return the first screen that is not taken; None where there is no other."""
    if taken is None:
        return None
    return next((screen for screen in screens if screen is not taken), None)


def move_beside(window: QWidget, taken: QScreen | None) -> None:
    """Put a window that is not shown yet on a screen that another window does not fill.

    Where there is one screen, or the other window is nowhere, the system places it as it likes.
    """
    free = another(QGuiApplication.screens(), taken)
    if free is not None:
        window.setScreen(free)
        place = free.availableGeometry()
        window.resize(window.size().boundedTo(place.size()))
        corner = place.center() - window.rect().center()
        window.move(corner)
