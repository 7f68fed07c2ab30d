"""So that Lilo does not hear itself: pure.

A microphone in the same room hears what the speaker plays, and a little longer. What comes in
meanwhile is thrown away unheard; a touch ends what Lilo says, and then it listens.
"""

from dataclasses import dataclass, replace

AFTER_S = 0.4
"""Longer than a furnished room rings, and than the way through the sound system takes."""


@dataclass(frozen=True, slots=True)
class HalfDuplex:
    """Whether what comes in may be heard.

    Attributes:
        shut_until_s: on the clock that the caller gives; before it nothing is heard.
    """

    shut_until_s: float = 0.0

    def at(self, now_s: float, *, is_sounding: bool) -> "HalfDuplex":
        """Return how it stands now."""
        if not is_sounding:
            return self
        return replace(self, shut_until_s=max(self.shut_until_s, now_s + AFTER_S))

    def is_open(self, now_s: float) -> bool:
        """Return whether what comes in now is heard."""
        return now_s >= self.shut_until_s
