"""The trained intent model at work: a few dot products, no engine of its own."""

from collections.abc import Callable

import numpy as np

from app.conversation.intents import Understood, decide
from app.embedding import Vector
from models.intents.artefact import IntentArtefact

SecondVector = Callable[[str], Vector | None]
"""What the danger model has seen of a text it has just read, if it did."""


class TrainedIntentReader:
    """Understands by the trained heads; by one vector alone where the second cannot be had.

    Args:
        second: None where the danger model in use is not the one trained beside.
    """

    def __init__(self, artefact: IntentArtefact, second: SecondVector | None) -> None:
        self._artefact = artefact
        self._second = second

    @property
    def sees_both(self) -> bool:
        """Whether the danger model's vector is looked at as well."""
        return self._second is not None

    def read(self, text: str, vector: Vector) -> Understood:
        """Return the intents of a text, given its vector."""
        other = self._second(text) if self._second is not None else None
        view = self._artefact.alone if other is None else self._artefact.both
        row = vector if other is None else np.concatenate([vector, other])
        (likely,) = view.head.probabilities(row[None], [text])
        return decide(
            {intent: float(p) for intent, p in zip(self._artefact.intents, likely, strict=True)},
            view.marks,
        )
