"""How long screening takes: rules alone, and whole with every vector it needs."""

from collections.abc import Sequence
from random import Random

from rich.progress import Progress

from app.commands.evaluate_safety import OWN_SET
from app.commands.perceiving import ready_perception
from app.quality.evaluation_rows import SafetyRow, load_rows
from app.quality.timing import Figure, figure_of
from app.safety import load_patterns
from app.utterance import Utterance, utterance_from
from resources import RESOURCES

RULES_TARGETS = {"p99_ms": 1.0}
WHOLE_TARGETS = {"p50_ms": 15.0, "p99_ms": 30.0}

_WARM_UP = 20


def bench_screening(lines: int, progress: Progress) -> Sequence[Figure]:
    """Screen each line once, so that no vector of it is there already."""
    said = _said(lines + _WARM_UP)
    perception = ready_perception()
    task = progress.add_task("Screening", total=len(said))
    rules, whole = [], []
    for utterance in said:
        rules.append(perception.by_rules(utterance).timings_ms["screen"])
        whole.append(perception.perceive(utterance).timings_ms["screen"])
        progress.advance(task)
    # What is done for the very first time is done at the start of a kiosk, not in a turn.
    skipped = _WARM_UP if len(said) > _WARM_UP else 0
    return (
        figure_of("rules alone", rules[skipped:], RULES_TARGETS),
        figure_of("whole screening, vectors included", whole[skipped:], WHOLE_TARGETS),
    )


def _said(most: int) -> Sequence[Utterance]:
    """Return lines as residents speak: of the evaluation set or, without it, of the examples."""
    if all(path.is_file() for path in OWN_SET):
        texts = [
            text for path in OWN_SET for row in load_rows(path, SafetyRow) for text in row.said
        ]
    else:
        patterns = load_patterns(RESOURCES / "crisis")
        texts = [line.text for line in patterns.danger] + [line.text for line in patterns.contrast]
    texts = list(dict.fromkeys(texts))
    Random(1).shuffle(texts)  # noqa: S311 - chance, not a secret
    return [utterance_from(text) for text in texts[:most]]
