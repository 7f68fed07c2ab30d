"""Signals after IEC 60601-1-8: what is heard and seen of each priority, and how often.

High: red, flashing 2 times a second, a burst of ten pulses every 10 s. Medium: yellow, 0.6 times a
second, three pulses every 25 s. Low: steady yellow, one pulse every 30 s. The call button sounds
and flashes as medium; its lamp is blue, like its badge, since nobody has said that anything is
wrong. Nothing flashes more than three times a second, and colour never stands without its symbol
and word.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ui.shared.chime import Sound
from ui.staff.look.priority import Priority

MOST_FLASHES_HZ = 3.0


@dataclass(frozen=True, slots=True)
class Signal:
    """How one alarm priority is heard and seen.

    Attributes:
        every_ms: from the beginning of one burst to the next.
        burst_ms: how long a burst is heard; a new alarm does not cut it short.
        flashes_hz: None where the lamp is steady.
    """

    every_ms: int
    burst_ms: int
    flashes_hz: float | None

    @property
    def half_ms(self) -> int | None:
        """How long the lamp stays lit, and then dark; None where it is steady."""
        return round(500 / self.flashes_hz) if self.flashes_hz else None


SIGNALS = {
    Sound.HIGH: Signal(10_000, 4_000, 2.0),
    Sound.MEDIUM: Signal(25_000, 1_500, 0.6),
    Sound.LOW: Signal(30_000, 700, None),
}

_SOUNDS = {
    Priority.IMMEDIATE: Sound.HIGH,
    Priority.DISTRESS: Sound.HIGH,
    Priority.URGENT: Sound.MEDIUM,
    Priority.CALL: Sound.MEDIUM,
    Priority.ELEVATED: Sound.LOW,
}
ORDER = (Sound.LOW, Sound.MEDIUM, Sound.HIGH)
"""From the mildest."""


def sound_of(priority: Priority) -> Sound:
    """Return the signal of a priority."""
    return _SOUNDS[priority]


def sound_for(waiting: Iterable[Priority]) -> Sound | None:
    """Return the signal of the gravest that waits."""
    return max(map(sound_of, waiting), key=ORDER.index, default=None)
