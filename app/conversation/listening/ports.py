"""What listening needs of engines: one that writes down speech, one that knows a voice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class RecognizerState(StrEnum):
    """Whether speech can be written down."""

    ABSENT = "absent"
    """Not started yet; what is said meanwhile waits for it."""
    LOADING = "loading"
    READY = "ready"
    BROKEN = "broken"
    """It is not installed, or failed too often."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What somebody said, as far as it was understood.

    Attributes:
        text: lower case, single spaces; empty where nothing was understood.
        confidence: 0..1.
        is_final: nothing more comes of these words.
    """

    text: str
    confidence: float = 0.0
    is_final: bool = False


Hear = Callable[[Recognised], None]


class Recognizer(Protocol):
    """Writes down one thing said at a time. Nothing here waits, and nothing raises."""

    @property
    def takes_free_speech(self) -> bool:
        """Whether it understands more than the phrases it is given."""

    @property
    def state(self) -> RecognizerState:
        """Whether it can be used."""

    def prepare(self) -> None:
        """Load what it needs, if that has not been done."""

    def begin(self, phrases: Sequence[str], hear: Hear) -> None:
        """Begin with something new; what was not finished is dropped.

        Args:
            phrases: what may be said; where free speech is understood, only a hint.
            hear: called with what is understood so far, and once with what it was in the end.
        """

    def feed(self, pcm: bytes) -> None:
        """Hear on."""

    def look(self) -> None:
        """Say what it is so far."""

    def finish(self) -> None:
        """Say what it was."""

    def drop(self) -> None:
        """Forget it."""

    def close(self) -> None:
        """Let go of everything."""


class VoiceActivity(Protocol):
    """Tells a voice from other sounds."""

    def is_voice(self, frame: bytes) -> bool:
        """Return whether there is a voice in a frame of `audio.FRAME_BYTES`."""
