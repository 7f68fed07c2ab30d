"""Tolerance of tremor: a second tap in the same place within 700 ms is not meant.

The place counts and not the control: a tap that opens a screen must not also press whatever
that screen puts under the finger.
"""

import time
from collections.abc import Callable
from math import hypot

QUIET_S = 0.7
SAME_PLACE_PX = 140.0

Monotonic = Callable[[], float]


class TapGuard:
    """Tells meant taps from shaken ones."""

    def __init__(self, monotonic: Monotonic = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last: tuple[float, float, float] | None = None

    def accepts(self, x: float, y: float) -> bool:
        """Return whether a tap at this place of the window is meant."""
        now = self._monotonic()
        if self._last is not None:
            at, last_x, last_y = self._last
            is_near = hypot(x - last_x, y - last_y) < SAME_PLACE_PX
            if is_near and now - at < QUIET_S:
                return False
        self._last = (now, x, y)
        return True


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
