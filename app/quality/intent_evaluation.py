"""How often the intent is understood."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.conversation.intents import Intent
from app.quality.evaluation_rows import IntentRow


@dataclass(frozen=True, slots=True)
class IntentReport:
    """Figures over all rows; `macro_f1` is the mean over the intents that occur."""

    n: int
    accuracy: float
    macro_f1: float
    by_intent: dict[str, dict[str, float | int]]


def report_on(rows: Sequence[IntentRow], predicted: Sequence[Intent]) -> IntentReport:
    """Count; a prediction named in `also` is right and counts as the row's intent."""
    settled = [
        row.intent if guess in row.also else guess
        for row, guess in zip(rows, predicted, strict=True)
    ]
    right = sum(row.intent is guess for row, guess in zip(rows, settled, strict=True))
    by_intent = {
        intent.value: _figures(intent, rows, settled)
        for intent in Intent
        if any(row.intent is intent for row in rows)
    }
    f1 = [float(figures["f1"]) for figures in by_intent.values()]
    return IntentReport(
        len(rows), round(right / len(rows), 4), round(sum(f1) / len(f1), 4), by_intent
    )


def _figures(
    intent: Intent, rows: Sequence[IntentRow], guesses: Sequence[Intent]
) -> dict[str, float | int]:
    pairs = list(zip(rows, guesses, strict=True))
    true = sum(row.intent is intent and guess is intent for row, guess in pairs)
    said = sum(guess is intent for guess in guesses)
    meant = sum(row.intent is intent for row in rows)
    precision = true / said if said else 0.0
    recall = true / meant if meant else 0.0
    f1 = 2 * precision * recall / (precision + recall) if true else 0.0
    return {
        "n": meant,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
    }


def p95(took_ms: Sequence[float]) -> float:
    """Return the time that 95 of 100 turns stay under, in milliseconds."""
    ranked = sorted(took_ms)
    return round(ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))], 3) if ranked else 0.0
