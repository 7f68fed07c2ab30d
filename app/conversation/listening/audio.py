"""Sound as it comes from a microphone: frozen pieces of 16 bit, 16,000 a second, one channel."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log10

import numpy as np

RATE = 16_000
"""Samples a second."""

FRAME_MS = 20
FRAME_S = FRAME_MS / 1000
FRAME_BYTES = RATE * FRAME_MS // 1000 * 2

SILENT_DB = -100.0
"""The level of samples that are all zero."""

_FULL = 32_768.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some sound, of any length.

    Attributes:
        pcm: signed 16 bit samples, low byte first, `RATE` a second.
    """

    pcm: bytes

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.pcm) / 2 / RATE


class Framer:
    """Cuts chunks into frames of `FRAME_MS`; what is left over waits for the next chunk."""

    def __init__(self) -> None:
        self._rest = b""

    def frames(self, chunk: Chunk) -> Iterator[bytes]:
        """Return the frames that are whole now."""
        whole = self._rest + chunk.pcm
        end = len(whole) - len(whole) % FRAME_BYTES
        self._rest = whole[end:]
        return (whole[at : at + FRAME_BYTES] for at in range(0, end, FRAME_BYTES))

    def clear(self) -> None:
        """Forget what is left over."""
        self._rest = b""


def level_db(frame: bytes) -> float:
    """Return how loud a frame is, in dB below the loudest there can be; never above 0."""
    samples = np.frombuffer(frame, np.int16).astype(np.float64)
    mean = float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0
    return 20 * log10(mean / _FULL) if mean >= 1 else SILENT_DB
