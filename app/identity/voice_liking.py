"""How a resident likes Lilo's voice."""

from dataclasses import dataclass
from enum import StrEnum

SLOWEST, USUAL_RATE, FASTEST = 110, 150, 200
"""Words a minute. Older people are comfortable from about 150, and many prefer that."""

SOFTEST, LOUDEST = 0.2, 1.0


class Tone(StrEnum):
    """How high the voice is. Who hears high tones no longer understands a deep one better."""

    DEEP = "deep"
    USUAL = "usual"
    BRIGHT = "bright"


@dataclass(frozen=True, slots=True)
class VoiceLiking:
    """What one resident has chosen.

    Attributes:
        words_a_minute: 110 to 200.
        loudness: 0.2 to 1, as it is perceived.
        is_silent: nothing is spoken; everything can be read.

    Raises:
        ValueError: a speed or loudness that is not offered.
    """

    words_a_minute: int = USUAL_RATE
    loudness: float = 0.8
    tone: Tone = Tone.USUAL
    is_silent: bool = False

    def __post_init__(self) -> None:
        if not SLOWEST <= self.words_a_minute <= FASTEST:
            raise ValueError(f"Nobody is spoken to at {self.words_a_minute} words a minute.")
        if not SOFTEST <= self.loudness <= LOUDEST:
            raise ValueError(f"The voice cannot be {self.loudness:g} loud.")
