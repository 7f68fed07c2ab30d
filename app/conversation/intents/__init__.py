"""Intents: what the resident wants."""

from app.conversation.intents.classifier import IntentClassifier, Understood, understand
from app.conversation.intents.prototypes import (
    Intent,
    IntentDataError,
    Prototype,
    load_prototypes,
)

__all__ = [
    "Intent",
    "IntentClassifier",
    "IntentDataError",
    "Prototype",
    "Understood",
    "load_prototypes",
    "understand",
]
