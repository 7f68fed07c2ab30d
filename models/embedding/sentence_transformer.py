"""The embedding model through sentence-transformers on torch: the reference engine."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.embedding import EmbeddingError, Vectors
from models.embedding.model_files import PACKAGED_SHA256, checked_fingerprint, model_folder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 64


class SentenceTransformersEmbedder:
    """All-MiniLM-L6-v2, or another sentence-transformers model from a local folder."""

    def __init__(self, model: "SentenceTransformer", fingerprint: str) -> None:
        self._model = model
        self._fingerprint = fingerprint
        self._dimension = int(model.get_embedding_dimension() or 0)

    @property
    def dimension(self) -> int:
        """Length of each vector, read from the model."""
        return self._dimension

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the weights."""
        return self._fingerprint

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension).

        Raises:
            EmbeddingError: the engine failed.
        """
        if not texts:
            return np.empty((0, self._dimension), dtype=np.float32)
        try:
            vectors = self._model.encode(
                list(texts),
                batch_size=_BATCH,
                convert_to_numpy=True,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        except Exception as error:
            raise EmbeddingError(f"The embedding model failed: {type(error).__name__}.") from error
        return np.asarray(vectors, dtype=np.float32)


def load_sentence_transformer(configured: Path | None) -> SentenceTransformersEmbedder:
    """Load the model from a local folder; nothing is ever downloaded. Takes seconds.

    Raises:
        EmbeddingError: it is missing, incomplete, altered, or cannot be loaded.
    """
    folder = model_folder(configured)
    expected = None if configured else PACKAGED_SHA256
    fingerprint = checked_fingerprint(folder, expected=expected)
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    # Its progress bars would run through whatever the command line prints.
    os.environ["TQDM_DISABLE"] = "1"
    try:
        # Imported here: it brings torch, which takes seconds and is not needed to open a window.
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except Exception as error:
        raise EmbeddingError(
            f"The embedding model in {folder} cannot be loaded: {error}",
            "Install it again, or correct `models.embedding_folder` in the settings.",
        ) from error
    return SentenceTransformersEmbedder(model, fingerprint)
