"""Intents: what the resident wants."""

from app.conversation.intents.classifier import IntentClassifier, understand
from app.conversation.intents.prototypes import (
    Intent,
    IntentDataError,
    Prototype,
    load_prototypes,
)
from app.conversation.intents.understood import (
    MOST_CHOICES,
    MOST_SECONDARY,
    IntentReader,
    Marks,
    Understood,
    decide,
)

__all__ = [
    "MOST_CHOICES",
    "MOST_SECONDARY",
    "Intent",
    "IntentClassifier",
    "IntentDataError",
    "IntentReader",
    "Marks",
    "Prototype",
    "Understood",
    "decide",
    "load_prototypes",
    "understand",
]
