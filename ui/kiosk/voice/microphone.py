"""The microphone as the kiosk sees it; `qt_microphone` is the one that hears."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.conversation.listening import Chunk


class MicrophoneFault(StrEnum):
    """Why nothing is heard."""

    NONE = ""
    ABSENT = "no_microphone"
    """There is none, or it was unplugged."""
    BUSY = "microphone_busy"
    """It cannot be opened: another program has it, or the system does not allow it."""


class Microphone(Protocol):
    """Hears while it is open. Nothing here raises."""

    @property
    def is_there(self) -> bool:
        """Whether there is one."""

    def open(
        self, hear: Callable[[Chunk], None], lost: Callable[[MicrophoneFault], None]
    ) -> MicrophoneFault:
        """Begin to hear.

        Args:
            hear: called with what is heard, in order.
            lost: called once when it stops by itself.

        Returns:
            Why it cannot; `NONE` when it does.
        """

    def close(self) -> None:
        """Hear no more."""

    def on_change(self, changed: Callable[[], None]) -> None:
        """Call this when a microphone was plugged in or unplugged."""


class Cue(Protocol):
    """The short sound by which somebody who looks away knows that Lilo listens."""

    def ring(self, loudness: float = 1.0) -> float:
        """Begin to play it; return how long it lasts in seconds, 0 where nothing can be heard."""


class SilentCue:
    """No sound."""

    def ring(self, loudness: float = 1.0) -> float:  # noqa: ARG002
        """Play nothing."""
        return 0.0


def _never() -> bool:
    return False


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Aloud:
    """Lilo's own voice, as listening sees it.

    Attributes:
        is_sounding: whether Lilo is to be heard now.
        hush: ends what Lilo says, at once.
    """

    is_sounding: Callable[[], bool] = _never
    hush: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class EarDevices:
    """What a machine has to listen with."""

    microphone: Microphone
    cue: Cue
