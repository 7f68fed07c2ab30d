"""The terms of a passage: its words without their endings, each as a number, with how often.

They are kept beside the vector, so that an index of words can be made without reading and parting
all texts again. A term is the CRC-32 of Porter's stem, which is also what the full-text index of
the database stems with. Among 100,000 different stems about one pair shares a number.
"""

from collections import Counter
from functools import lru_cache
from itertools import chain
from struct import Struct
from threading import Lock
from unicodedata import combining, normalize
from zlib import crc32

import numpy as np
import Stemmer
from numpy.typing import NDArray

from app.recall.words import plain_words

TERM = np.dtype([("term", "<u4"), ("count", "u1")])
"""One term of a passage, five bytes. What stands in databases: a change needs a migration."""

Terms = NDArray[np.void]
"""Shape (terms,), of type `TERM`."""

_IN_A_TITLE = 2
"""What a word in a title counts."""

_MOST = 255
_KNOWN_WORDS = 65_536
_KNOWN_PHRASES = 1_024

_porter = Stemmer.Stemmer("porter")
_turn = Lock()


@lru_cache(_KNOWN_WORDS)
def term_of(word: str) -> int:
    """Return the number of a word in small letters, the same for all its endings and accents."""
    plain = word
    if not word.isascii():
        plain = "".join(c for c in normalize("NFKD", word) if not combining(c)) or word
    with _turn:  # It is not made for two threads.
        stem: str = _porter.stemWord(plain)
    return crc32(stem.encode("utf-8", "surrogatepass"))


def terms_of(title: str, text: str) -> bytes:
    """Return the terms of a passage, as `TERM`s in no order."""
    counts = Counter(map(term_of, plain_words(title) * _IN_A_TITLE + plain_words(text)))
    if max(counts.values(), default=0) > _MOST:
        counts = Counter({term: min(count, _MOST) for term, count in counts.items()})
    # As one string of bytes: an array of tuples takes longer to make.
    return _packer(len(counts)).pack(*chain.from_iterable(counts.items()))


@lru_cache(_KNOWN_PHRASES)
def _packer(terms: int) -> Struct:
    return Struct("<" + "IB" * terms)


@lru_cache(_KNOWN_PHRASES)
def phrase_of(words: str) -> tuple[int, ...]:
    """Return the numbers of one word, or of several that belong together, each once."""
    return tuple(dict.fromkeys(term_of(word) for word in plain_words(words)))
