"""Which index for how many vectors."""

from app.embedding import Vectors
from models.index.faiss_flat import FaissFlatIndex
from models.index.faiss_ivf import FaissIvfIndex

FLAT_BELOW = 50_000
"""Up to here an exact search takes a few milliseconds; chosen by measurement, see ADR 0018."""


def index_by_size(vectors: Vectors) -> FaissFlatIndex | FaissIvfIndex:
    """Return an exact index for few vectors, one of cells for many."""
    return FaissFlatIndex(vectors) if len(vectors) < FLAT_BELOW else FaissIvfIndex(vectors)
