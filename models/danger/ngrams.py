"""Word, letter and sound n-grams, hashed: what a vector of meaning blurs, as a misspelt word."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from jellyfish import metaphone
from numpy.typing import NDArray

BUCKETS = 1 << 18
_WORDS = (1, 2, 3)
_SIGNS = (3, 4, 5)


def buckets(text: str) -> NDArray[np.int64]:
    """Return the bucket of every n-gram of words and of letters of a text, each once."""
    words = _words(text)
    grams = set(_runs(words))
    for word in words:
        padded = f"<{word}>"
        grams |= {padded[at : at + n] for n in _SIGNS for at in range(len(padded) - n + 1)}
    return _hashed(grams)


def heard_buckets(text: str) -> NDArray[np.int64]:
    """Return those of `buckets`, and of every n-gram of the sounds of words.

    A word that was misheard as another of the same sound has the same sounds (Metaphone, Philips
    1990); the mark before them keeps codes apart from words.
    """
    sounds = [_sound(word) for word in _words(text)]
    return np.concatenate([buckets(text), _hashed({f"~{run}" for run in _runs(sounds)})])


def scores(texts: Sequence[str], weights: NDArray[np.float32], bias: float) -> NDArray[np.float64]:
    """Return the linear score of each text; features have unit length together."""
    values = np.empty(len(texts))
    for row, text in enumerate(texts):
        found = heard_buckets(text)
        values[row] = bias + (weights[found].sum() / np.sqrt(len(found)) if len(found) else 0.0)
    return values


def _words(text: str) -> list[str]:
    return "".join(s if s.isalnum() or s == "'" else " " for s in text.lower()).split()


def _runs(words: Sequence[str]) -> Iterator[str]:
    return (" ".join(words[at : at + n]) for n in _WORDS for at in range(len(words) - n + 1))


def _hashed(grams: set[str]) -> NDArray[np.int64]:
    return np.fromiter({crc32(gram.encode()) % BUCKETS for gram in grams}, dtype=np.int64)


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    # A number has no sound in this code; it stands for itself.
    return metaphone(word.replace("'", "")) or word
