"""Training the danger model: persons held out, fits, blending, thresholds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import numpy as np
from sklearn.linear_model import LogisticRegression

from app.embedding import EmbeddingError
from app.quality.misrecognition import SoundAlikes, misheard
from app.safety import Level, Operating
from models.danger.artefact import Artefact, Floats, Heads
from models.danger.examples import Example, fingerprint, fold_of
from models.danger.fitting import Recipe, Start, fit_ngrams, read
from models.danger.members import fit_members
from models.danger.network import DangerNetwork
from models.danger.ngrams import scores
from models.danger.reader import odds_of_danger
from models.embedding.model_files import checked_fingerprint
from models.folds import PARTS

MISHEARD_AT = (0.15, 0.25)
"""Shares of wrong words at which the held-out lines are read again."""

Told = Callable[[str, float], None]
"""Told what is being done and the share of it that is done, 0..1."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """False alarms allowed on held-out harmless lines, as shares; they fix the thresholds.

    Three in four of these lines are written to mislead, so an ordinary day has far fewer; the rest
    is plain talk, of which hardly any alarms. Of those that mislead alone it comes to a third more.
    """

    watch: float = 0.042
    alarm: float = 0.0075
    urgent: float = 0.0007
    immediate: float = 0.00035


@dataclass(frozen=True, slots=True)
class Plan:
    """How much training is done.

    Attributes:
        folds: parts that the persons are divided into.
        validated: parts that are held out, one after the other. With one, the model that did not
            learn it ships, and its thresholds are its own; with more, a last model learns
            everything, and thresholds come from those before it.
        members: networks whose mean is taken.
        curve: shares of the persons for the learning curve; each costs a fit.
        start: a model to go on from instead of from the embedding model; it must not have met
            the part that is held out.
    """

    folds: int = PARTS
    validated: int = 1
    members: int = 2
    curve: tuple[float, ...] = (0.25, 0.5)
    recipe: Recipe = field(default_factory=Recipe)
    budgets: Budgets = field(default_factory=Budgets)
    seed: int = 1
    start: Artefact | None = None


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What models that never met a line's person say of it; rows as the held-out examples.

    Attributes:
        levels: logits (n, 4). grams: n-gram scores (n,).
    """

    levels: Floats
    grams: np.ndarray


@dataclass(frozen=True, slots=True)
class Trained:
    """The outcome of training.

    Attributes:
        learned: what the model has learned.
        examples: what was held out, part by part.
        clean, misheard: readings of `examples`, the latter by share of wrong words.
    """

    artefact: Artefact
    learned: tuple[Example, ...]
    examples: tuple[Example, ...]
    clean: HeldOut
    misheard: dict[float, HeldOut]


@dataclass(frozen=True, slots=True)
class Curve:
    """How much more lines help, measured on the first fold.

    Attributes:
        points: lines learned, and what the model of that many says.
    """

    points: tuple[tuple[int, HeldOut], ...]


def train(examples: Sequence[Example], folder: Path, plan: Plan, told: Told) -> Trained:
    """Fit, read what was held out, and choose thresholds by that.

    Raises:
        EmbeddingError: what training is to go on from belongs to another embedding model, or has
            met what is to be held out.
    """
    base = checked_fingerprint(folder, expected=None)
    if plan.start is not None:
        _refuse_if_known(plan.start, plan, base)
    alikes = SoundAlikes(example.text for example in examples)
    held_out: list[Example] = []
    readings: list[list[HeldOut]] = []
    for fold in range(plan.validated):
        held, known = _divided(examples, plan.folds, fold)
        model = _fitted(known, folder, plan, f"Part {fold + 1} of {plan.validated}", told)
        readings.append([model.read(version) for version in _heard_versions(held, alikes)])
        held_out += held
    if plan.validated > 1:
        known = list(examples)
        model = _fitted(known, folder, plan, "All lines", told)
    clean, *misheard_ones = (_joined(version) for version in zip(*readings, strict=True))
    blend = fit_blend(held_out, clean)
    artefact = Artefact(
        base=base,
        lines=fingerprint(known),
        adapters=tuple(network.adapter() for network in model.networks),
        heads=model.heads,
        ngrams=model.ngrams,
        ngrams_bias=model.ngrams_bias,
        blend=blend,
        operating=choose(held_out, clean, blend, plan.budgets),
        folds=plan.folds,
        validated=plan.validated,
    )
    misheard_by_share = dict(zip(MISHEARD_AT, misheard_ones, strict=True))
    return Trained(artefact, tuple(known), tuple(held_out), clean, misheard_by_share)


def learning_curve(examples: Sequence[Example], folder: Path, plan: Plan, told: Told) -> Curve:
    """Train on parts of the persons and read the first fold, for each share of `plan.curve`."""
    # From the start: a model to go on from has learned all of the persons already.
    plan = replace(plan, start=None)
    held, others = _divided(examples, plan.folds, 0)
    points: list[tuple[int, HeldOut]] = []
    for share in plan.curve:
        # By another division than the folds', persons again whole.
        known = [e for e in others if fold_of(e, 997) < share * 997]
        model = _fitted(known, folder, plan, f"Learning curve, {share:.0%}", told)
        points.append((len(known), model.read([example.text for example in held])))
    return Curve(tuple(points))


def _refuse_if_known(start: Artefact, plan: Plan, base: str) -> None:
    if start.base != base:
        raise EmbeddingError(
            "The model to go on from was trained on another embedding model.",
            "Train anew, without --continue.",
        )
    if (start.folds, start.validated, plan.validated) != (plan.folds, 1, 1):
        raise EmbeddingError(
            "The model to go on from has met lines that would be held out.",
            f"Go on with one part of {start.folds} held out, as it was, or train anew.",
        )


def fit_blend(examples: Sequence[Example], read_by: HeldOut) -> Floats:
    """Fit the log odds of danger on held-out readings.

    MODERATE lines are left out: either answer is right for them.
    """
    clear = np.array([example.level is not Level.MODERATE for example in examples])
    danger = np.array([example.level >= Level.ELEVATED for example in examples])
    features = np.column_stack([read_by.levels, read_by.grams])
    model = LogisticRegression(C=1.0, max_iter=1000).fit(features[clear], danger[clear])
    return np.append(model.coef_[0], model.intercept_).astype(np.float32)


def choose(
    examples: Sequence[Example], read_by: HeldOut, blend: Floats, budgets: Budgets
) -> Operating:
    """Choose where levels begin: as low as the budgets of false alarms allow."""
    harmless = np.array([example.level is Level.NONE for example in examples])
    danger = probability(odds_of_danger(read_by.levels, read_by.grams, blend))[harmless]
    alarm = _above_all_but(danger, budgets.alarm)
    graver = [
        _above_all_but(
            np.where(danger >= alarm, probability(read_by.levels[harmless, at]), 0.0), share
        )
        for at, share in ((2, budgets.urgent), (3, budgets.immediate))
    ]
    # A head that never errs could claim a threshold of nothing; half is the least.
    urgent, immediate = (max(0.5, lowest) for lowest in graver)
    return Operating(_above_all_but(danger, budgets.watch), alarm, urgent, immediate)


def probability(odds: np.ndarray) -> np.ndarray:
    """Turn log odds into probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -50.0, 50.0))))


@dataclass(frozen=True, slots=True)
class _Model:
    networks: tuple[DangerNetwork, ...]
    heads: tuple[Heads, ...]
    ngrams: Floats
    ngrams_bias: float
    folder: Path

    def read(self, texts: Sequence[str]) -> HeldOut:
        levels = np.mean([read(net, self.folder, texts)[0] for net in self.networks], axis=0)
        return HeldOut(levels, scores(texts, self.ngrams, self.ngrams_bias))


def _fitted(known: Sequence[Example], folder: Path, plan: Plan, name: str, told: Told) -> _Model:
    seeds = [plan.seed + member for member in range(plan.members)]
    told_together = _together(told, name, plan.members)
    networks = fit_members(known, folder, plan.recipe, seeds, told_together, _starts(plan))
    return _Model(
        networks, tuple(net.heads() for net in networks), *fit_ngrams(known, plan.seed), folder
    )


def _starts(plan: Plan) -> list[Start | None]:
    if plan.start is None:
        return [None] * plan.members
    kept: list[Start | None] = list(zip(plan.start.adapters, plan.start.heads, strict=True))
    return [*kept, *[None] * plan.members][: plan.members]


def _together(told: Told, name: str, members: int) -> Callable[[int, float], None]:
    """Tell one share of how far the members have come."""
    shares = [0.0] * members

    def tell(member: int, share: float) -> None:
        shares[member] = share
        told(name, sum(shares) / members)

    return tell


def _divided(
    examples: Sequence[Example], folds: int, fold: int
) -> tuple[list[Example], list[Example]]:
    """Return what is held out and what is learned."""
    held = [e for e in examples if fold_of(e, folds) == fold]
    return held, [e for e in examples if fold_of(e, folds) != fold]


def _heard_versions(examples: Sequence[Example], alikes: SoundAlikes) -> list[list[str]]:
    texts = [example.text for example in examples]
    return [
        texts,
        *(
            [misheard(text, share, alikes, Random(n)) for n, text in enumerate(texts)]
            for share in MISHEARD_AT
        ),
    ]


def _joined(readings: Sequence[HeldOut]) -> HeldOut:
    return HeldOut(
        np.concatenate([reading.levels for reading in readings]),
        np.concatenate([reading.grams for reading in readings]),
    )


def _above_all_but(values: np.ndarray, share: float) -> float:
    """Return the least value that no more than this share of the values reaches."""
    allowed = int(len(values) * share)
    return float(np.nextafter(np.sort(values)[::-1][allowed], 1.0))
