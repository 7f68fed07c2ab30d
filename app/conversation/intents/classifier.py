"""The intent of a turn by the nearest written example: where no trained model can be used."""

from collections.abc import Mapping, Sequence

import numpy as np

from app.conversation.intents.prototypes import Intent, Prototype
from app.conversation.intents.understood import (
    MOST_CHOICES,
    MOST_SECONDARY,
    IntentReader,
    Understood,
)
from app.embedding import Vector, Vectors
from app.safety import Level, Screened

THRESHOLDS: Mapping[Intent, float] = {
    intent: {Intent.CRISIS: 0.65, Intent.ASSESS: 0.55}.get(intent, 0.45) for intent in Intent
}
"""Least cosine at which an intent counts."""

SECONDARY_SHARE = 0.80
"""A further intent counts when its cosine is at least this share of the first one's."""


class IntentClassifier:
    """Classifies by the nearest written examples: the largest cosine to any of each intent."""

    def __init__(self, prototypes: Sequence[Prototype], vectors: Vectors) -> None:
        intents = list(Intent)
        self._starts: list[int] = []
        self._intents: list[Intent] = []
        order = sorted(range(len(prototypes)), key=lambda i: intents.index(prototypes[i].intent))
        self._vectors = vectors[order]
        for place, index in enumerate(order):
            intent = prototypes[index].intent
            if not self._intents or self._intents[-1] is not intent:
                self._intents.append(intent)
                self._starts.append(place)

    def read(self, text: str, vector: Vector) -> Understood:  # noqa: ARG002 - the port has it
        """Return the intents of a text by its vector."""
        return self.classify(vector)

    def classify(self, vector: Vector) -> Understood:
        """Return the intents of an utterance by its vector."""
        cosines = np.maximum.reduceat(self._vectors @ vector, self._starts)
        by_intent = {
            intent: float(cosine) for intent, cosine in zip(self._intents, cosines, strict=True)
        }
        ranked = sorted(by_intent, key=lambda intent: by_intent[intent], reverse=True)
        near = [intent for intent in ranked if by_intent[intent] >= THRESHOLDS[intent]]
        if not near:
            choices = tuple(i for i in ranked if i is not Intent.CRISIS)[:MOST_CHOICES]
            return Understood(Intent.GENERAL, between=choices)
        first = near[0]
        least = SECONDARY_SHARE * by_intent[first]
        also = [intent for intent in near[1:] if by_intent[intent] >= least]
        return Understood(first, tuple(also[:MOST_SECONDARY]), by_intent[first])


def understand(screened: Screened, reader: IntentReader | None) -> Understood:
    """Return the intents of a screened turn; what screening found grave is a crisis.

    Without an embedding model nothing but a crisis is told apart, and GENERAL answers.
    """
    if screened.level >= Level.ELEVATED:
        return Understood(Intent.CRISIS, (), 1.0)
    if reader is None or screened.vector is None:
        return Understood(Intent.GENERAL)
    return reader.read(screened.utterance.text, screened.vector)
