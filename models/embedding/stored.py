"""Vectors of texts that ship with Lilo, kept on disk so that they are computed once.

The texts are public (patterns, prototypes), so the files need no encryption. Each is named by
the model's fingerprint and the texts themselves; a change of either makes a new file.
"""

import os
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import structlog

from app.embedding import TextEmbedder, Vectors

_log = structlog.get_logger(__name__)


def embed_stored(embedder: TextEmbedder, texts: Sequence[str], folder: Path) -> Vectors:
    """Return vectors of the texts, from the folder if they are there, else computed and kept."""
    name = sha256("\0".join([embedder.fingerprint, *texts]).encode()).hexdigest()[:32]
    path = folder / f"{name}.npy"
    try:
        with path.open("rb") as file:
            stored: Vectors = np.load(file, allow_pickle=False)
        if stored.shape == (len(texts), embedder.dimension) and stored.dtype == np.float32:
            return stored
        _log.warning("stored_vectors_unusable", path=str(path))
    except FileNotFoundError:
        pass
    except (OSError, ValueError, EOFError, BadZipFile):
        _log.warning("stored_vectors_unusable", path=str(path), exc_info=True)
    vectors = embedder.embed(texts)
    _keep(vectors, path)
    return vectors


def _keep(vectors: Vectors, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            np.save(file, vectors, allow_pickle=False)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        # Without a place to keep them they are computed at each start: slower, not wrong.
        _log.warning("vectors_not_kept", path=str(path), exc_info=True)
