"""The same method on other people's data: texts with any labels, and texts that have none."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from sklearn.metrics import f1_score

from app.embedding import Vectors
from models.folds import part_of
from models.intents.fitting import HeldOut, Material, Recipe, fit_blend, fit_head, read_part
from models.intents.head import Doubles, Head, blended

PARTS = 10
"""One of so many is held out of what is learned, to choose by."""

TURNED_AWAY = 0.03
"""Share of what has a label that may be turned away as having none; it fixes the mark."""

PUBLIC = Recipe(dense_c=20.0, iterations=80, tolerance=1e-6)
"""Many classes have small gradients, so fitting stops by iterations and not by these."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts with vectors and labels; labels are empty where there are none."""

    texts: Sequence[str]
    vectors: Vectors
    labels: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class OpenSetReport:
    """What was measured.

    Attributes:
        accuracy: of the likeliest label, before anything is turned away.
        in_scope_accuracy: the same where what is turned away counts as wrong.
        out_of_scope_recall: share of the texts without a label that are turned away; None where
            none were given.
        mark: least probability that is not turned away, chosen on held-out learning texts.
        p95_ms: of one text after its vectors.
    """

    learned: int
    tested: int
    labels: int
    accuracy: float
    macro_f1: float
    in_scope_accuracy: float
    out_of_scope: int
    out_of_scope_recall: float | None
    mark: float
    p95_ms: float


def evaluate(
    learned: Labelled, tested: Labelled, outside: Labelled | None, recipe: Recipe = PUBLIC
) -> OpenSetReport:
    """Learn, choose the mark on a tenth that was held out, and measure on what was not seen."""
    names = sorted(set(learned.labels))
    at = {name: n for n, name in enumerate(names)}
    material = Material(
        learned.texts,
        learned.vectors,
        np.array([at[label] for label in learned.labels]),
        # No persons are known: each text is one of its own.
        learned.texts,
        len(names),
    )
    held = np.array([part_of(text, PARTS) == 0 for text in learned.texts])
    read = read_part(material, held, recipe)
    labels = material.labels[held]
    blend = fit_blend(read, labels)
    mark = choose_mark(_likely(read, blend), labels)
    head = fit_head(material, blend, recipe)
    likely = head.probabilities(tested.vectors, tested.texts)
    best, truth = likely.argmax(axis=1), np.array([at.get(label, -1) for label in tested.labels])
    kept = likely.max(axis=1) >= mark
    recall = None
    if outside is not None:
        beyond = head.probabilities(outside.vectors, outside.texts).max(axis=1)
        recall = round(float((beyond < mark).mean()), 4)
    return OpenSetReport(
        len(learned.texts),
        len(tested.texts),
        len(names),
        round(float((best == truth).mean()), 4),
        round(float(f1_score(truth, best, average="macro")), 4),
        round(float(((best == truth) & kept).mean()), 4),
        len(outside.texts) if outside else 0,
        recall,
        round(mark, 4),
        _p95_ms(head, tested),
    )


def choose_mark(likely: Doubles, labels: np.ndarray, turned_away: float = TURNED_AWAY) -> float:
    """Return the mark below which the share of labelled texts lies that may be turned away."""
    right = likely.max(axis=1)[likely.argmax(axis=1) == labels]
    return float(np.quantile(right, turned_away)) if len(right) else 0.0


def _likely(read: HeldOut, blend: tuple[float, float]) -> Doubles:
    return blended(read.dense, read.grams, blend)


def _p95_ms(head: Head, tested: Labelled, most: int = 500) -> float:
    took = []
    for at in range(min(most, len(tested.texts))):
        started = perf_counter()
        head.probabilities(tested.vectors[at : at + 1], tested.texts[at : at + 1])
        took.append((perf_counter() - started) * 1000)
    return round(float(np.percentile(took, 95)), 3)
