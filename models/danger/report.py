"""The report of a training: what the held-out readings are worth, in figures."""

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
from sklearn.metrics import roc_auc_score

from app.safety import Level, Operating
from models.danger.examples import Example
from models.danger.reader import odds_of_danger
from models.danger.training import Curve, HeldOut, Plan, Trained, fit_blend, probability

_SHARES = (0.001, 0.005, 0.01, 0.02, 0.05)
_GRAVE = (Level.IMMEDIATE, Level.URGENT, Level.ELEVATED, Level.MODERATE)

Figures = dict[str, object]


def report(trained: Trained, curve: Curve, plan: Plan) -> Figures:
    """Return everything measured, ready to be written as JSON."""
    examples, artefact = trained.examples, trained.artefact
    danger = _danger(trained.clean, artefact.blend)
    return {
        "learned": _counted(trained.learned),
        "held_out_lines": _counted(examples),
        "folds": plan.folds,
        "validated": plan.validated,
        "members": plan.members,
        "recipe": asdict(plan.recipe),
        "seed": plan.seed,
        "continued_from": None if plan.start is None else plan.start.lines,
        "operating": asdict(artefact.operating),
        "held_out": _at_operating(examples, trained.clean, danger, artefact.operating),
        "misheard": {
            str(share): _at_operating(
                examples, readings, _danger(readings, artefact.blend), artefact.operating
            )
            for share, readings in trained.misheard.items()
        },
        "recall_at_false_alarms": _recall_table(examples, danger),
        "area_under_curve": {
            "together": _area(examples, danger),
            "network": _area(examples, trained.clean.levels[:, 1]),
            "n_grams": _area(examples, trained.clean.grams),
        },
        "learning_curve": _curve(trained, curve, danger),
    }


def _danger(readings: HeldOut, blend: np.ndarray) -> np.ndarray:
    return probability(odds_of_danger(readings.levels, readings.grams, blend))


def _at_operating(
    examples: Sequence[Example], readings: HeldOut, danger: np.ndarray, operating: Operating
) -> Figures:
    levels = np.array([example.level for example in examples])
    alarms = danger >= operating.alarm
    urgent = alarms & (
        (probability(readings.levels[:, 2]) >= operating.urgent)
        | (probability(readings.levels[:, 3]) >= operating.immediate)
    )
    watched = danger >= operating.watch
    return {
        "alarms": {level.label: _share(alarms[levels == level]) for level in Level},
        "urgent_or_above": {level.label: _share(urgent[levels == level]) for level in Level},
        "watch_or_above": {level.label: _share(watched[levels == level]) for level in Level},
    }


def _recall_table(examples: Sequence[Example], danger: np.ndarray) -> Figures:
    levels = np.array([example.level for example in examples])
    harmless = np.sort(danger[levels == Level.NONE])[::-1]
    return {
        str(share): {
            level.label: _share(danger[levels == level] > harmless[int(len(harmless) * share)])
            for level in _GRAVE
        }
        for share in _SHARES
    }


def _curve(trained: Trained, curve: Curve, danger: np.ndarray) -> list[Figures]:
    # The curve is read on the first part held out.
    first = len(curve.points[0][1].grams) if curve.points else len(trained.examples)
    examples = trained.examples[:first]
    points = [
        (lines, _danger(readings, fit_blend(examples, readings)))
        for lines, readings in curve.points
    ]
    points.append((len(trained.learned), danger[:first]))
    return [
        {
            "lines": lines,
            "area_under_curve": _area(examples, values),
            "recall_at_1_percent": _recall_table(examples, values)["0.01"],
        }
        for lines, values in points
    ]


def _area(examples: Sequence[Example], values: np.ndarray) -> float:
    clear = np.array([example.level is not Level.MODERATE for example in examples])
    danger = np.array([example.level >= Level.ELEVATED for example in examples])
    return round(float(roc_auc_score(danger[clear], values[clear])), 4)


def _counted(examples: Sequence[Example]) -> Figures:
    return {
        "lines": {level.label: sum(e.level is level for e in examples) for level in Level},
        "persons": len({example.group for example in examples}),
    }


def _share(values: np.ndarray) -> float:
    return round(float(values.mean()), 4) if len(values) else 0.0
