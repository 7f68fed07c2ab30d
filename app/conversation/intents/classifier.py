"""The intent of a turn: the largest cosine to any example of each intent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.conversation.intents.prototypes import Intent, Prototype
from app.embedding import Vector, Vectors
from app.safety import Level, Screened

THRESHOLDS: Mapping[Intent, float] = {
    intent: {Intent.CRISIS: 0.65, Intent.ASSESS: 0.55}.get(intent, 0.45) for intent in Intent
}
"""Least cosine at which an intent counts."""

SECONDARY_SHARE = 0.80
"""A further intent counts when its cosine is at least this share of the first one's."""

MOST_SECONDARY = 2


@dataclass(frozen=True, slots=True)
class Understood:
    """What the resident wants.

    Attributes:
        cosine: of the primary intent; 1.0 where the screening decided; 0.0 where nothing was
            near enough, and GENERAL stands in.
    """

    primary: Intent
    secondary: tuple[Intent, ...] = ()
    cosine: float = 0.0


class IntentClassifier:
    """Classifies by the nearest written examples."""

    def __init__(self, prototypes: Sequence[Prototype], vectors: Vectors) -> None:
        intents = list(Intent)
        self._vectors = vectors
        self._starts: list[int] = []
        self._intents: list[Intent] = []
        order = sorted(range(len(prototypes)), key=lambda i: intents.index(prototypes[i].intent))
        self._vectors = vectors[order]
        for place, index in enumerate(order):
            intent = prototypes[index].intent
            if not self._intents or self._intents[-1] is not intent:
                self._intents.append(intent)
                self._starts.append(place)

    def classify(self, vector: Vector) -> Understood:
        """Return the intents of an utterance by its vector."""
        cosines = np.maximum.reduceat(self._vectors @ vector, self._starts)
        near = {
            intent: float(cosine)
            for intent, cosine in zip(self._intents, cosines, strict=True)
            if cosine >= THRESHOLDS[intent]
        }
        if not near:
            return Understood(Intent.GENERAL)
        ranked = sorted(near, key=lambda intent: near[intent], reverse=True)
        first = ranked[0]
        also = [i for i in ranked[1:] if near[i] >= SECONDARY_SHARE * near[first]]
        return Understood(first, tuple(also[:MOST_SECONDARY]), near[first])


def understand(screened: Screened, classifier: IntentClassifier | None) -> Understood:
    """Return the intents of a screened turn; what screening found grave is a crisis.

    Without an embedding model nothing but a crisis is told apart, and GENERAL answers.
    """
    if screened.level >= Level.ELEVATED:
        return Understood(Intent.CRISIS, (), 1.0)
    if classifier is None or screened.vector is None:
        return Understood(Intent.GENERAL)
    return classifier.classify(screened.vector)
