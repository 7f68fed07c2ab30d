"""Tolerance of tremor: a second tap in the same place within 700 ms is not meant.

The place counts and not the control: a tap that opens a screen must not also press whatever
that screen puts under the finger. Whoever trembles on is not heard again before the hand has
rested, and what has just come is not touched at all by a finger that was on its way.
"""

import time
from collections.abc import Callable
from math import hypot

from ui.kiosk.measures import LEAST_TARGET_PX

QUIET_S = 0.7
SAME_PLACE = 1.2
"""In widths of a finger, 20 mm: so far a shaking hand strays."""

Monotonic = Callable[[], float]


class TapGuard:
    """Tells meant taps from shaken ones.

    Attributes:
        target_px: width of a finger on this screen.
    """

    def __init__(self, monotonic: Monotonic = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last: tuple[float, float, float] | None = None
        self._changed_at: float | None = None
        self.target_px = LEAST_TARGET_PX

    def changed(self) -> None:
        """Know that another screen has come, or something over it."""
        self._changed_at = self._monotonic()

    def accepts(self, x: float, y: float) -> bool:
        """Return whether a tap at this place of the window is meant."""
        now, is_meant = self._monotonic(), True
        if self._last is not None:
            at, last_x, last_y = self._last
            is_near = hypot(x - last_x, y - last_y) < SAME_PLACE * self.target_px
            is_meant = not is_near or now - at >= QUIET_S
        if self._changed_at is not None and now - self._changed_at < QUIET_S:
            is_meant = False
        # One that was not meant counts as well: the hand is still shaking.
        self._last = (now, x, y)
        return is_meant


class PressGuard:
    """The same for one button, wherever it is touched."""

    def __init__(self, monotonic: Monotonic = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last: float | None = None

    def accepts(self) -> bool:
        """Return whether a press is meant."""
        now = self._monotonic()
        if self._last is not None and now - self._last < QUIET_S:
            return False
        self._last = now
        return True


class KeyGuard:
    """The same for the keys of a keyboard, which stand close: the key counts and not the place."""

    def __init__(self, monotonic: Monotonic = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last: tuple[str, float] | None = None

    def accepts(self, key: str) -> bool:
        """Return whether a press of this key is meant."""
        now = self._monotonic()
        if self._last is not None and self._last[0] == key and now - self._last[1] < QUIET_S:
            return False
        self._last = (key, now)
        return True
