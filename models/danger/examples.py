"""What the danger model learns from: the written lines, and how they are varied in training."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from random import Random

from app.conversation.intents import Intent, Prototype
from app.quality.misrecognition import SoundAlikes, misheard
from app.safety import DangerKind, Level, PatternSet
from models.folds import part_of

MISHEARD_SHARE = 0.6
"""Of the examples of an epoch, as a recogniser would have them: 5 to 30 % of words wrong."""

BARE_SHARE = 0.15
"""Of the examples of an epoch, in lower case and without punctuation."""


@dataclass(frozen=True, slots=True)
class Example:
    """A line as the model learns it.

    Attributes:
        kind: None for harmless lines.
        group: the invented person; never on both sides of a split.
        intent: what the person wants, where the line was written to tell that.
    """

    text: str
    level: Level
    kind: DangerKind | None
    group: str
    intent: Intent | None = None


def examples_of(patterns: PatternSet, asked: Sequence[Prototype]) -> list[Example]:
    """Return all lines; what people ask of Lilo is as harmless as the look-alikes.

    Lines of the intent CRISIS are left out: how grave they are is not written beside them.
    """
    danger = [Example(line.text, line.level, line.kind, line.group) for line in patterns.danger]
    harmless = [Example(line.text, Level.NONE, None, line.group) for line in patterns.contrast]
    # A line without a person is a person of its own, as it is to the intent model.
    quiet = [
        Example(p.text, Level.NONE, None, p.group or p.text, p.intent)
        for p in asked
        if p.intent is not Intent.CRISIS
    ]
    return [*danger, *harmless, *quiet]


def fingerprint(examples: Sequence[Example]) -> str:
    """Name these examples."""
    told = "\0".join(f"{e.text}\1{e.level}\1{e.kind}\1{e.group}\1{e.intent}" for e in examples)
    return sha256(told.encode()).hexdigest()


def fold_of(example: Example, folds: int) -> int:
    """Return the part that an example's person belongs to; the same for ever."""
    return part_of(example.group, folds)


def varied(texts: Sequence[str], alikes: SoundAlikes, random: Random) -> list[str]:
    """Return the texts as one epoch sees them: some misheard, some without any signs."""
    seen: list[str] = []
    for text in texts:
        chance = random.random()
        if chance < MISHEARD_SHARE:
            seen.append(misheard(text, random.uniform(0.05, 0.30), alikes, random))
        elif chance < MISHEARD_SHARE + BARE_SHARE:
            seen.append(bare(text))
        else:
            seen.append(text)
    return seen


def bare(text: str) -> str:
    """Return the text as many recognisers write it."""
    return "".join(c for c in text.lower() if c.isalnum() or c in " '")
