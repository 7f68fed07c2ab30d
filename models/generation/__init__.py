"""Reply generation: tiers behind one gateway."""

from models.generation.curated import CuratedReplyGenerator, load_library
from models.generation.gateway import ReplyGateway, Tier, TierHealth
from models.generation.prompts import watch_prompts
from models.generation.tiers import Tiers, build_tiers

__all__ = [
    "CuratedReplyGenerator",
    "ReplyGateway",
    "Tier",
    "TierHealth",
    "Tiers",
    "build_tiers",
    "load_library",
    "watch_prompts",
]
