"""Embedding engines."""

from models.embedding.cached import CachedEmbedder
from models.embedding.onnx_encoder import load_onnx_embedder
from models.embedding.stored import embed_stored
from models.embedding.stored_groups import StoredGroups

__all__ = ["CachedEmbedder", "StoredGroups", "embed_stored", "load_onnx_embedder"]
