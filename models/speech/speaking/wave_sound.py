"""WAV files as `Sound`, without the silence around the words."""

import numpy as np
from numpy.typing import NDArray

from app.conversation.aloud import Sound, VoiceError, silence

HEARD = 180
"""A sample this far from 0 (of 32,768) is heard."""

LEAD_MS = 15
"""What is left of the silence before the first word."""

TAIL_MS = 30
"""What is left of it after the last: words fade."""

_HEADER = 44
_SIZES = ((0, b"RIFF"), (8, b"WAVE"), (12, b"fmt "), (36, b"data"))


def sound_of(wav: bytes, pause_ms: int) -> Sound:
    """Return the words of a WAV file, and after them a pause.

    The size in its header is not believed: a program that writes to a pipe does not know it.

    Args:
        wav: 16 bit, one channel.
        pause_ms: silence after the last word.

    Raises:
        VoiceError: it is no such file, or silent.
    """
    form = [int.from_bytes(wav[at : at + 2], "little") for at in (20, 22, 34)]
    if any(wav[at : at + 4] != name for at, name in _SIZES) or form != [1, 1, 16]:
        raise VoiceError("The voice gave no sound that can be played.")
    rate = int.from_bytes(wav[24:28], "little")
    whole = wav[_HEADER : len(wav) - (len(wav) - _HEADER) % 2]
    return paused(np.frombuffer(whole, "<i2"), rate, pause_ms)


def paused(samples: NDArray[np.int16], rate: int, pause_ms: int) -> Sound:
    """Return samples without the silence around the words, and after them a pause.

    Raises:
        VoiceError: they are silent.
    """
    heard = np.flatnonzero(np.abs(samples.astype(np.int32)) >= HEARD)
    if not len(heard):
        raise VoiceError("The voice said nothing.")
    first = max(0, int(heard[0]) - rate * LEAD_MS // 1000)
    last = int(heard[-1]) + rate * TAIL_MS // 1000
    return Sound(samples[first:last].astype(np.int16).tobytes() + silence(pause_ms, rate), rate)
