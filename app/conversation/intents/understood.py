"""What was understood of a turn, and the rule that turns probabilities into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from app.conversation.intents.prototypes import Intent
from app.embedding import Vector

MOST_SECONDARY = 2
MOST_CHOICES = 3
"""More choices than three cannot be kept in mind."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What the resident wants.

    Attributes:
        certainty: of the primary intent: its probability, or its cosine where only examples are
            compared; 1.0 where the screening or the question before decided; 0.0 where nothing
            was likely enough, and GENERAL stands in.
        between: where nothing was likely enough, the likeliest intents, best first.
    """

    primary: Intent
    secondary: tuple[Intent, ...] = ()
    certainty: float = 0.0
    between: tuple[Intent, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether the primary intent was likely enough to act on."""
        return self.certainty > 0.0


class IntentReader(Protocol):
    """Understands what is wanted; called on one thread at a time."""

    def read(self, text: str, vector: Vector) -> Understood:
        """Return the intents of a text, given its vector."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Where intents begin, as probabilities; chosen in training on persons held out.

    Attributes:
        primary: least probability at which an intent is acted on.
        secondary: least probability of a further one.
    """

    primary: Mapping[Intent, float] = field(default_factory=dict)
    secondary: float = 0.2


def decide(probabilities: Mapping[Intent, float], marks: Marks) -> Understood:
    """Return the likeliest intent with at most two more, or between which it stands."""
    ranked = sorted(probabilities, key=lambda intent: probabilities[intent], reverse=True)
    first = ranked[0]
    if probabilities[first] < marks.primary[first]:
        # Nobody is asked whether they are in danger as one choice of three.
        choices = tuple(i for i in ranked if i is not Intent.CRISIS)[:MOST_CHOICES]
        return Understood(Intent.GENERAL, between=choices)
    also = tuple(i for i in ranked[1:] if probabilities[i] >= marks.secondary)
    return Understood(first, also[:MOST_SECONDARY], probabilities[first])
