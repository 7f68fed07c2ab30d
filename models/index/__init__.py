"""Vector indexes."""

from models.index.faiss_flat import FaissFlatIndex

__all__ = ["FaissFlatIndex"]
