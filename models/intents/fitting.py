"""Fitting the heads; the only part that needs scikit-learn."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from models.intents.head import (
    BUCKETS,
    Doubles,
    Floats,
    Grams,
    Head,
    Linear,
    blended,
    gram_buckets,
)

Labels = NDArray[np.int64]

_NEVER = -50.0
"""Log odds of a class that what was learned does not hold."""


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from.

    Attributes:
        vectors: shape (texts, width); one vector a text, or two side by side.
        labels: number of each text's class. classes: how many there are.
        groups: who says it; a group is never on both sides of a split.
    """

    texts: Sequence[str]
    vectors: Floats
    labels: Labels
    groups: Sequence[str]
    classes: int

    def part(self, rows: NDArray[np.bool_] | Labels, width: int | None = None) -> "Material":
        """Return some rows, with the first `width` numbers of each vector."""
        at = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        return Material(
            [self.texts[n] for n in at],
            self.vectors[at, :width],
            self.labels[at],
            [self.groups[n] for n in at],
            self.classes,
        )


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the heads are fitted; chosen by cross-validation, see docs/adr/0031.

    Attributes:
        dense_c, grams_c: inverse strength of regularisation.
    """

    dense_c: float = 8.0
    grams_c: float = 30.0
    iterations: int = 300
    tolerance: float = 1e-5


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What heads that never met a text's person say of it; rows as the material.

    Attributes:
        dense, grams: log probabilities (texts, classes).
    """

    dense: Doubles
    grams: Doubles


def fit_head(material: Material, blend: tuple[float, float], recipe: Recipe) -> Head:
    """Fit both heads on everything; the blend comes from `fit_blend`."""
    dense = _fit(material.vectors, material, recipe.dense_c, recipe)
    return Head(dense, _fit_grams(material, recipe), blend)


def read_part(material: Material, held: NDArray[np.bool_], recipe: Recipe) -> HeldOut:
    """Read the rows that are held with heads fitted on the others."""
    known, read = material.part(~held), material.part(held)
    one = _fit(known.vectors, known, recipe.dense_c, recipe)
    two = _fit_grams(known, recipe)
    by_grams = np.stack([two.log_odds(text) for text in read.texts])
    return HeldOut(one.log_odds(read.vectors), by_grams)


def fit_blend(held_out: HeldOut, labels: Labels) -> tuple[float, float]:
    """Fit the two factors on held-out readings by likelihood, so that the sum is calibrated."""
    rows = np.arange(len(labels))

    def loss(factors: Doubles) -> float:
        likely = blended(held_out.dense, held_out.grams, (factors[0], factors[1]))
        return float(-np.log(np.maximum(likely[rows, labels], 1e-12)).mean())

    best = minimize(loss, np.array([0.7, 0.7]), method="Nelder-Mead", options={"xatol": 1e-3})
    first, second = (float(max(0.0, round(value, 4))) for value in best.x)
    return first, second


def nearest(material: Material, held: NDArray[np.bool_], width: int) -> Doubles:
    """Return the largest cosine of what is held to each class's other lines: what heads replace."""
    vectors = material.vectors[:, :width]
    cosines = vectors[held] @ vectors[~held].T
    labels = material.labels[~held]
    found = np.full((int(held.sum()), material.classes), -1.0)
    for label in range(material.classes):
        if (labels == label).any():
            found[:, label] = cosines[:, labels == label].max(axis=1)
    return found


def _fit(rows: Floats | csr_matrix, material: Material, c: float, recipe: Recipe) -> Linear:
    model = LogisticRegression(C=c, max_iter=recipe.iterations, tol=recipe.tolerance)
    with warnings.catch_warnings():
        # Where it stops by iterations, what was reached is what is measured.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(rows, material.labels)
    weights = np.zeros((material.classes, rows.shape[1]), dtype=np.float32)
    bias = np.full(material.classes, _NEVER, dtype=np.float32)
    known = model.classes_
    if len(known) == 2:
        weights[known[1]], bias[known[0]], bias[known[1]] = model.coef_[0], 0, model.intercept_[0]
    else:
        weights[known], bias[known] = model.coef_, model.intercept_
    return Linear(weights, bias)


def _fit_grams(material: Material, recipe: Recipe) -> Grams:
    found = [gram_buckets(text) for text in material.texts]
    starts = np.cumsum([0, *(len(row) for row in found)])
    columns = np.concatenate(found)
    lines = np.bincount(columns, minlength=BUCKETS)
    rarity = (np.log((1 + len(found)) / (1 + lines)) + 1).astype(np.float32)
    values = [rarity[row] / max(1e-6, float(np.linalg.norm(rarity[row]))) for row in found]
    rows = csr_matrix((np.concatenate(values), columns, starts), shape=(len(found), BUCKETS))
    return Grams(_fit(rows, material, recipe.grams_c, recipe), rarity)
