"""Word and character n-grams, hashed: what a vector of meaning blurs, such as a misspelt word."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 18
_WORDS = (1, 2, 3)
_SIGNS = (3, 4, 5)


def buckets(text: str) -> NDArray[np.int64]:
    """Return the bucket of every n-gram of a text, each once."""
    words = "".join(sign if sign.isalnum() or sign == "'" else " " for sign in text.lower()).split()
    grams = {" ".join(words[at : at + n]) for n in _WORDS for at in range(len(words) - n + 1)}
    for word in words:
        padded = f"<{word}>"
        grams |= {padded[at : at + n] for n in _SIGNS for at in range(len(padded) - n + 1)}
    return np.fromiter({crc32(gram.encode()) % BUCKETS for gram in grams}, dtype=np.int64)


def scores(texts: Sequence[str], weights: NDArray[np.float32], bias: float) -> NDArray[np.float64]:
    """Return the linear score of each text; features have unit length together."""
    values = np.empty(len(texts))
    for row, text in enumerate(texts):
        found = buckets(text)
        values[row] = bias + (weights[found].sum() / np.sqrt(len(found)) if len(found) else 0.0)
    return values
