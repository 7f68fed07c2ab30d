"""Linear heads over vectors and n-grams, and the blend of both: pure numpy, at work in a turn."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.danger.ngrams import buckets

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

BUCKETS = 1 << 14
"""Fewer than the danger model has: thousands of lines, not tens of thousands."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Logistic regression. weights (classes, width); bias (classes,)."""

    weights: Floats
    bias: Floats

    def log_odds(self, rows: Floats) -> Doubles:
        """Return log probabilities, shape (rows, classes)."""
        return log_softmax(rows @ self.weights.T + self.bias)


@dataclass(frozen=True, slots=True)
class Grams:
    """Logistic regression over n-grams.

    Attributes:
        rarity: weight of each bucket, shape (buckets,): what stands in few lines says more.
    """

    linear: Linear
    rarity: Floats

    def log_odds(self, text: str) -> Doubles:
        """Return log probabilities of one text, shape (classes,)."""
        found = gram_buckets(text)
        values = self.rarity[found]
        values = values / max(1e-6, float(np.linalg.norm(values)))
        odds = self.linear.weights[:, found] @ values + self.linear.bias
        logs: Doubles = log_softmax(odds[None])[0]
        return logs


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of a text by its vectors and by its n-grams together.

    Attributes:
        dense: over the vector, or over both vectors side by side.
        grams: over n-grams, hashed into `BUCKETS`.
        blend: factors of the two logs, which also set how sure the sum may be (calibration).
    """

    dense: Linear
    grams: Grams
    blend: tuple[float, float]

    def probabilities(self, vectors: Floats, texts: Sequence[str]) -> Doubles:
        """Return calibrated probabilities, shape (texts, classes)."""
        by_grams = np.stack([self.grams.log_odds(text) for text in texts])
        return blended(self.dense.log_odds(vectors), by_grams, self.blend)


def gram_buckets(text: str) -> NDArray[np.int64]:
    """Return the bucket of each n-gram of a text, each once."""
    return np.unique(buckets(text) % BUCKETS)


def blended(dense: Doubles, grams: Doubles, blend: tuple[float, float]) -> Doubles:
    """Return the probabilities of a weighted sum of logs, shape as both."""
    return np.asarray(np.exp(log_softmax(blend[0] * dense + blend[1] * grams)))


def log_softmax(odds: NDArray[np.floating]) -> Doubles:
    """Return log probabilities of each row."""
    shifted = np.asarray(odds, dtype=np.float64)
    shifted = shifted - shifted.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))
