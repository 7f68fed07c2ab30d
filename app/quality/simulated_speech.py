"""Speech made by programs, in a room that hums: it stands in for residents where there are none.

Synthetic voices are clearer than old ones, and no voice is a person's. What is measured with them
says whether something works at all.
"""

import io
import shutil
import subprocess
import wave
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.conversation.listening import RATE
from app.conversation.listening.resampling import at_rate
from app.errors import LiloError

FLITE = "flite:"
"""Before the name of a voice of the program flite, whose voices were cut from recordings."""

LOUD = 2_500.0
"""How loud speech is made: the root of its mean square, of 32,768."""

_HEADER = 44
"""Bytes before the samples of a plain WAV file."""

BEFORE_S, AFTER_S = 0.5, 0.7

_FLITE_PACE = 150.0
_QUIET = 200.0
_ECHO_S, _ECHO_SHARE = 0.35, 0.5
_FALL = 6.9
"""Natural logarithm of a thousand: an echo has fallen by 60 dB."""

Samples = NDArray[np.float64]


class NoSimulatedVoiceError(LiloError):
    """The program that is to speak is not installed, or has no such voice."""

    code = "voice.simulated"


@dataclass(frozen=True, slots=True)
class SimulatedVoice:
    """Somebody who speaks.

    Attributes:
        name: of a voice of espeak-ng, or of flite after "flite:".
        pace: words a minute, roughly.
        noise: of the room, root of its mean square, of 32,768.
        echoes: the room has bare walls.
    """

    name: str
    pace: int = 140
    noise: float = 15.0
    echoes: bool = False

    def says(self, text: str, times: int = 0) -> bytes:
        """Return it as a microphone would give it: 16 bit, `RATE` a second, with some quiet.

        Args:
            text: what is said.
            times: how often it was said before; the noise is another each time.

        Raises:
            NoSimulatedVoiceError: there is no such voice.
        """
        speech = _spoken(text, self.name, self.pace)
        chance = np.random.default_rng([len(text), times])
        if self.echoes:
            speech = _in_a_bare_room(speech, chance)
        before = round(BEFORE_S * RATE)
        room = chance.normal(0, self.noise, len(speech) + before + round(AFTER_S * RATE))
        room[before : before + len(speech)] += speech
        return _pcm(room)

    def is_silent(self, seconds: float) -> bytes:
        """Return the room alone."""
        return _pcm(np.random.default_rng(6).normal(0, self.noise, round(seconds * RATE)))


def samples_at_rate(wav: bytes) -> Samples:
    """Return a WAV file's samples at `RATE`."""
    with wave.open(io.BytesIO(wav), "rb") as sound:
        rate = sound.getframerate()
    # A synthesiser that writes to a pipe does not know the length it names.
    pcm = wav[_HEADER:]
    mono = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float64)
    return at_rate(mono, rate)


@lru_cache(maxsize=512)
def _spoken(text: str, voice: str, pace: int) -> Samples:
    if voice.startswith(FLITE):
        stretch = f"duration_stretch={_FLITE_PACE / pace:.3f}"
        name = voice.removeprefix(FLITE)
        command = ["flite", "-voice", name, "--setf", stretch, "-t", text, "-o", "/dev/stdout"]
    else:
        command = ["espeak-ng", "-v", voice, "-s", str(pace), "--stdout", text]
    if shutil.which(command[0]) is None:
        raise NoSimulatedVoiceError(f"{command[0]} is not installed.", "Install its package.")
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own words
    if done.returncode or len(done.stdout) <= 44:
        raise NoSimulatedVoiceError(f"There is no voice “{voice}”.", "Name another with --voices.")
    samples = samples_at_rate(done.stdout)
    spoken = samples[np.abs(samples) > _QUIET]
    level = float(np.sqrt(np.mean(np.square(spoken)))) if len(spoken) else LOUD
    louder = samples * (LOUD / level)
    louder.setflags(write=False)
    return louder


def _in_a_bare_room(speech: Samples, chance: np.random.Generator) -> Samples:
    length = round(_ECHO_S * RATE)
    echo = chance.normal(0, 1, length) * np.exp(-_FALL * np.arange(length) / length)
    echo *= _ECHO_SHARE / np.sqrt(np.sum(np.square(echo)))
    echo[0] = 1.0
    return np.convolve(speech, echo)


def _pcm(samples: Samples) -> bytes:
    return bytes(samples.clip(-32_768, 32_767).astype("<i2"))
