"""What the rest of Lilo knows of embedding: text in, unit vectors out."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.errors import LiloError

Vectors = NDArray[np.float32]
"""Shape (n, dimension); each row has length 1, so a dot product is the cosine."""

Vector = NDArray[np.float32]
"""Shape (dimension,); length 1."""


class EmbeddingError(LiloError):
    """The embedding model is missing, damaged, or failed."""

    code = "embedding"


class TextEmbedder(Protocol):
    """Turns text into unit vectors. Implementations may be called from one thread at a time."""

    @property
    def dimension(self) -> int:
        """Length of each vector, read from the model."""

    @property
    def fingerprint(self) -> str:
        """Names the weights; vectors of different fingerprints must never be compared."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text.

        Raises:
            EmbeddingError: the model could not be loaded or failed.
        """
