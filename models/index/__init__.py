"""Vector indexes."""

from models.index.by_size import FLAT_BELOW, index_by_size
from models.index.faiss_flat import FaissFlatIndex
from models.index.faiss_ivf import FaissIvfIndex

__all__ = ["FLAT_BELOW", "FaissFlatIndex", "FaissIvfIndex", "index_by_size"]
