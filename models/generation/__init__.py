"""Reply generation: tiers behind one gateway."""

from models.generation.curated import CuratedReplyGenerator, load_library
from models.generation.gateway import ReplyGateway

__all__ = ["CuratedReplyGenerator", "ReplyGateway", "load_library"]
