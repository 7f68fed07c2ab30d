"""Embedding engines."""

from models.embedding.cached import CachedEmbedder
from models.embedding.sentence_transformer import load_sentence_transformer
from models.embedding.stored import embed_stored

__all__ = ["CachedEmbedder", "embed_stored", "load_sentence_transformer"]
