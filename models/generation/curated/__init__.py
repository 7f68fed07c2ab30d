"""The curated tier: authored replies."""

from models.generation.curated.generator import CuratedReplyGenerator
from models.generation.curated.library import LibraryError, load_library

__all__ = ["CuratedReplyGenerator", "LibraryError", "load_library"]
