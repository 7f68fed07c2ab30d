"""Training the intent model: persons held out, blending, marks, the learning curve."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from app.conversation.intents import Intent, Marks, Prototype
from app.embedding import Vectors
from models.folds import PARTS, part_of
from models.intents.artefact import IntentArtefact, View
from models.intents.fitting import (
    HeldOut,
    Labels,
    Material,
    Recipe,
    fit_blend,
    fit_head,
    read_part,
)
from models.intents.head import Doubles, blended

INTENTS = tuple(Intent)

Told = Callable[[str, float], None]
"""Told what is being done and the share of it that is done, 0..1."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What a turn is worth when it is acted on or asked about; it fixes where intents begin.

    Attributes:
        wrong: of acting on a wrong intent, where acting on the right one is worth 1.
        asking: of asking which it is.
        least_crisis: a crisis that only this model sees must be as likely as this.
    """

    wrong: float = 1.0
    asking: float = 0.25
    least_crisis: float = 0.65


@dataclass(frozen=True, slots=True)
class Plan:
    """How much training is done.

    Attributes:
        parts: that the persons are divided into; the first is held out. The others the danger
            model has met, so that through its vector they look easier than they are.
        curve: shares of the persons for the learning curve.
    """

    parts: int = PARTS
    curve: tuple[float, ...] = (0.25, 0.5, 0.75)
    recipe: Recipe = field(default_factory=Recipe)
    costs: Costs = field(default_factory=Costs)


@dataclass(frozen=True, slots=True)
class TrainedIntents:
    """The outcome: the model, what it learned, and what was read while held out.

    Attributes:
        held: of the material's texts, those that were held out; `alone` and `both` have their rows.
    """

    artefact: IntentArtefact
    material: Material
    held: NDArray[np.bool_]
    alone: HeldOut
    both: HeldOut

    @property
    def labels(self) -> Labels:
        """Classes of what was held out."""
        return self.material.labels[self.held]


@dataclass(frozen=True, slots=True)
class Seen:
    """Vectors of the examples, with the fingerprints of what made them."""

    first: Vectors
    second: Vectors
    base: str
    second_name: str


def train(prototypes: Sequence[Prototype], seen: Seen, plan: Plan, told: Told) -> TrainedIntents:
    """Fit, read persons that neither heads nor vectors have met, and choose marks by that.

    What ships learns the persons held out as well, once they have been read.
    """
    material = material_of(prototypes, seen)
    first = material.part(np.arange(len(prototypes)), seen.first.shape[1])
    held = held_out(material.groups, plan.parts)
    told("Held out", 0.0)
    both = read_part(material, held, plan.recipe)
    told("Held out", 0.6)
    alone = read_part(first, held, plan.recipe)
    told("Held out", 1.0)
    labels = material.labels[held]
    artefact = IntentArtefact(
        base=seen.base,
        second=seen.second_name,
        lines=fingerprint(prototypes),
        intents=INTENTS,
        both=_view(material, both, labels, plan),
        alone=_view(first, alone, labels, plan),
    )
    told("All lines", 1.0)
    return TrainedIntents(artefact, material, held, alone, both)


def held_out(groups: Sequence[str], parts: int) -> NDArray[np.bool_]:
    """Return which lines are held out, by who says them."""
    return np.array([part_of(group, parts) == 0 for group in groups])


def learning_curve(material: Material, plan: Plan, told: Told) -> list[tuple[int, float]]:
    """Return lines learned and held-out accuracy, on the first part, for shares of the persons."""
    kept_apart = held_out(material.groups, plan.parts)
    # By another division than the parts', persons again whole.
    order = np.array([part_of(group, 997) for group in material.groups])
    held = material.part(kept_apart)
    points: list[tuple[int, float]] = []
    for share in (*plan.curve, 1.0):
        known = material.part(~kept_apart & (order < share * 997))
        head = fit_head(known, (0.7, 0.7), plan.recipe)
        likely = head.probabilities(held.vectors, held.texts)
        points.append((len(known.texts), float((likely.argmax(axis=1) == held.labels).mean())))
        told("Learning curve", share)
    return points


def material_of(prototypes: Sequence[Prototype], seen: Seen) -> Material:
    """Put examples and vectors together; both vectors side by side."""
    return Material(
        [p.text for p in prototypes],
        side_by_side(seen),
        np.array([INTENTS.index(p.intent) for p in prototypes]),
        # A line without a person is a person of its own.
        [p.group or p.text for p in prototypes],
        len(INTENTS),
    )


def side_by_side(seen: Seen) -> Vectors:
    """Return both vectors of each text as one row."""
    return np.concatenate([seen.first, seen.second], axis=1)


def choose(likely: Doubles, labels: np.ndarray, costs: Costs) -> Marks:
    """Choose where each intent begins: where acting is worth more than asking, held out."""
    best, top = likely.argmax(axis=1), likely.max(axis=1)
    right = best == labels
    primary: dict[Intent, float] = {}
    for at, intent in enumerate(INTENTS):
        mine = best == at
        marks = np.round(np.arange(0.2, 0.81, 0.02), 2)
        worth = [
            np.where(right[mine], 1.0, -costs.wrong)[top[mine] >= mark].sum()
            - costs.asking * (top[mine] < mark).sum()
            for mark in marks
        ]
        # Of marks that are worth the same, the lowest asks least.
        primary[intent] = float(marks[int(np.argmax(worth))]) if mine.any() else 0.5
    primary[Intent.CRISIS] = max(primary[Intent.CRISIS], costs.least_crisis)
    return Marks(primary)


def fingerprint(prototypes: Sequence[Prototype]) -> str:
    """Name these examples."""
    told = "\0".join(f"{p.text}\1{p.intent.value}\1{p.group}" for p in prototypes)
    return sha256(told.encode()).hexdigest()


def _view(material: Material, read: HeldOut, labels: Labels, plan: Plan) -> View:
    blend = fit_blend(read, labels)
    likely = blended(read.dense, read.grams, blend)
    head = fit_head(material, blend, plan.recipe)
    return View(head, choose(likely, labels, plan.costs))
