"""A sound that is there as a whole, given to what recognises: for checks and trials."""

import asyncio
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.conversation.listening import RATE, Recognised
from app.conversation.listening.resampling import at_rate
from models.speech.listening.recognizer_process import RecognizerProcess

_PIECE_BYTES = RATE // 50 * 2


def resampled(samples: NDArray[np.int16], rate: int) -> bytes:
    """Return the mean of the channels at `RATE`.

    Args:
        samples: shape (samples, channels).
        rate: of them, a second.
    """
    return bytes(at_rate(samples.astype(np.float64).mean(axis=1), rate).astype("<i2"))


async def heard_in(engine: RecognizerProcess, pcm: bytes, phrases: Sequence[str]) -> Recognised:
    """Return what is understood of a sound of `RATE` samples a second."""
    words: asyncio.Future[Recognised] = asyncio.get_running_loop().create_future()

    def hear(heard: Recognised) -> None:
        if heard.is_final and not words.done():
            words.set_result(heard)

    engine.begin(phrases, hear)
    for at in range(0, len(pcm), _PIECE_BYTES):
        engine.feed(pcm[at : at + _PIECE_BYTES])
    engine.finish()
    return await words
