"""What speaking needs from the machine: a voice that makes sound, and something that plays it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.conversation.aloud.spoken_text import Phrase
from app.errors import LiloError
from app.language_files import ENGLISH


class VoiceError(LiloError):
    """A voice made no sound: it is not installed, it failed, or it took too long."""

    code = "voice.synthesis"


class PlaybackError(LiloError):
    """Sound could not be played: there is no loudspeaker, or it went away."""

    code = "voice.playback"


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is said; how loud is the player's.

    Attributes:
        words_a_minute: with the pauses inside a sentence, without those between sentences.
        pitch: 0 deep, 0.5 usual, 1 bright.
        language: of the words.
    """

    words_a_minute: int = 150
    pitch: float = 0.5
    language: str = ENGLISH


@dataclass(frozen=True, slots=True)
class Sound:
    """Speech: signed 16 bit samples in the machine's byte order, one channel.

    Attributes:
        rate: samples a second.
    """

    samples: bytes
    rate: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / 2 / self.rate


class Synthesiser(Protocol):
    """Makes speech of words. Called from one thread at a time, and may take its time there."""

    @property
    def name(self) -> str:
        """What the voice is called in messages for staff."""

    def speak(self, phrases: Sequence[Phrase], manner: Manner) -> Sound:
        """Return the phrases as sound, with their pauses.

        Raises:
            VoiceError: it cannot.
        """

    def close(self) -> None:
        """Stop what it has started."""


class Player(Protocol):
    """Plays one sound at a time."""

    async def play(self, sound: Sound, loudness: float) -> bool:
        """Play a sound; return whether it was heard to its end. Cancelled, it is silent at once.

        Args:
            sound: what to play.
            loudness: 0 to 1, as it is perceived.

        Raises:
            PlaybackError: nobody can hear it.
        """

    def stop(self) -> None:
        """Be silent at once; what plays returns that it was not heard to its end."""

    def set_loudness(self, loudness: float) -> None:
        """Make what plays now louder or softer at once."""


def silence(milliseconds: int, rate: int) -> bytes:
    """Return samples of silence."""
    return bytes(2 * math.ceil(rate * milliseconds / 1000))
