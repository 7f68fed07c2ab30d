"""Generation: what is asked of language models, what it may cost, and what becomes of it."""

from app.generation.budget import BudgetError, Budgets, estimate
from app.generation.chat import (
    ChatMessage,
    GenerationError,
    NotReadyError,
    Role,
    Sampling,
    TextRequest,
    TextSource,
    TextUsage,
    TransientError,
)
from app.generation.ledger import Ledger
from app.generation.sentence_stream import LoopError, SentenceStream
from app.generation.structured import Filled, StructuredWriter
from app.generation.thinking import without_thoughts
from app.generation.usage import DeadLetter, StopOrder, Usage, UsageLine

__all__ = [
    "BudgetError",
    "Budgets",
    "ChatMessage",
    "DeadLetter",
    "Filled",
    "GenerationError",
    "Ledger",
    "LoopError",
    "NotReadyError",
    "Role",
    "Sampling",
    "SentenceStream",
    "StopOrder",
    "StructuredWriter",
    "TextRequest",
    "TextSource",
    "TextUsage",
    "TransientError",
    "Usage",
    "UsageLine",
    "estimate",
    "without_thoughts",
]
