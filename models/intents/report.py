"""The report of a training of intents: what was measured on persons held out, in figures."""

from collections import Counter
from dataclasses import asdict

import numpy as np
from sklearn.metrics import f1_score

from app.conversation.intents import Intent
from models.intents.artefact import View
from models.intents.fitting import HeldOut, nearest
from models.intents.head import Doubles, blended
from models.intents.training import INTENTS, Plan, TrainedIntents

_PAIRS = 15
_BINS = 10

Figures = dict[str, object]


def report(trained: TrainedIntents, curve: list[tuple[int, float]], plan: Plan) -> Figures:
    """Return everything measured, ready to be written as JSON."""
    material, artefact = trained.material, trained.artefact
    labels = trained.labels
    width = material.vectors.shape[1] // 2
    candidates = {
        "nearest_example": nearest(material, trained.held, width),
        "n_grams": trained.both.grams,
        "one_vector": trained.alone.dense,
        "both_vectors": trained.both.dense,
        "one_vector_and_n_grams": _together(trained.alone, artefact.alone),
        "both_vectors_and_n_grams": _together(trained.both, artefact.both),
    }
    chosen = candidates["both_vectors_and_n_grams"]
    return {
        "lines": {
            intent.value: int((material.labels == n).sum()) for n, intent in enumerate(INTENTS)
        },
        "persons": len(set(material.groups)),
        "held_out_lines": len(labels),
        "parts": plan.parts,
        "recipe": asdict(plan.recipe),
        "costs": asdict(plan.costs),
        "held_out": {name: _figures(values, labels) for name, values in candidates.items()},
        "by_intent": {
            intent.value: round(float((chosen.argmax(axis=1) == n)[labels == n].mean()), 4)
            for n, intent in enumerate(INTENTS)
        },
        "confused": _confused(chosen, labels),
        "calibration": _calibration(chosen, labels),
        "marks": {
            "both": _marks(artefact.both),
            "alone": _marks(artefact.alone),
        },
        "at_the_marks": _at_marks(chosen, labels, artefact.both),
        "learning_curve": [{"lines": n, "accuracy": round(value, 4)} for n, value in curve],
    }


def _together(held_out: HeldOut, view: View) -> Doubles:
    return blended(held_out.dense, held_out.grams, view.head.blend)


def _figures(values: Doubles, labels: np.ndarray) -> Figures:
    best = values.argmax(axis=1)
    return {
        "accuracy": round(float((best == labels).mean()), 4),
        "macro_f1": round(float(f1_score(labels, best, average="macro")), 4),
    }


def _confused(values: Doubles, labels: np.ndarray) -> list[Figures]:
    pairs = Counter(
        (INTENTS[meant].value, INTENTS[said].value)
        for meant, said in zip(labels, values.argmax(axis=1), strict=True)
        if meant != said
    )
    return [
        {"meant": meant, "taken_for": said, "lines": lines}
        for (meant, said), lines in pairs.most_common(_PAIRS)
    ]


def _calibration(likely: Doubles, labels: np.ndarray) -> Figures:
    top, right = likely.max(axis=1), likely.argmax(axis=1) == labels
    bins = np.minimum((top * _BINS).astype(int), _BINS - 1)
    held = [bins == n for n in range(_BINS) if (bins == n).any()]
    error = sum(abs(top[b].mean() - right[b].mean()) * b.mean() for b in held)
    return {
        "expected_calibration_error": round(float(error), 4),
        "bins": [
            {
                "lines": int(b.sum()),
                "said": round(float(top[b].mean()), 3),
                "right": round(float(right[b].mean()), 3),
            }
            for b in held
        ],
    }


def _marks(view: View) -> Figures:
    return {intent.value: mark for intent, mark in view.marks.primary.items()}


def _at_marks(likely: Doubles, labels: np.ndarray, view: View) -> Figures:
    best, top = likely.argmax(axis=1), likely.max(axis=1)
    least = np.array([view.marks.primary[Intent(intent)] for intent in INTENTS])
    acted = top >= least[best]
    return {
        "acted_on": round(float(acted.mean()), 4),
        "right_of_those": round(float((best == labels)[acted].mean()), 4),
        "among_primary_and_secondary": round(float(_among(likely, labels, view).mean()), 4),
    }


def _among(likely: Doubles, labels: np.ndarray, view: View) -> np.ndarray:
    order = np.argsort(-likely, axis=1)[:, :3]
    counts = np.take_along_axis(likely, order, axis=1) >= view.marks.secondary
    counts[:, 0] = True
    return np.asarray(((order == labels[:, None]) & counts).any(axis=1))
