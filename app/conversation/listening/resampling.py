"""A sound at the rate that recognisers listen at."""

import numpy as np
from numpy.typing import NDArray

from app.conversation.listening.audio import RATE


def at_rate(mono: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """Return the samples at `RATE`, by straight lines between them.

    Args:
        mono: shape (samples,).
        rate: of them, a second.
    """
    times = np.arange(int(len(mono) * RATE / rate)) * (rate / RATE)
    return np.asarray(np.interp(times, np.arange(len(mono)), mono))
