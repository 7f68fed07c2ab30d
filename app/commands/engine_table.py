"""Several engines, models and precisions side by side, as a table for people."""

from collections.abc import Mapping, Sequence
from typing import Any

_COLUMNS = (
    ("model", "model"),
    ("engine", "engine"),
    ("precision", "precision"),
    ("load_s", "load, s"),
    ("peak_mb", "memory, MB"),
    ("first_token_s", "first token, s"),
    ("first_token_known_beginning_s", "beginning known, s"),
    ("tokens_per_s", "tokens/s"),
    ("throughput_of_bare", "of bare"),
    ("tick_p99_ms", "tick p99, ms"),
    ("tick_max_ms", "tick max, ms"),
)


def table_of(engines: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the lines of a Markdown table, one row for each model; below it what failed."""
    rows = [[title for _, title in _COLUMNS], ["---"] * len(_COLUMNS)]
    rows += [
        [_said(engine.get(name)) for name, _ in _COLUMNS]
        for engine in engines
        if "fault" not in engine
    ]
    lines = [f"| {' | '.join(row)} |" for row in rows] if len(rows) > 2 else []
    return lines + [f"{one['model']}: {one['fault']}" for one in engines if "fault" in one]


def _said(value: object) -> str:
    return "-" if value is None else str(value)
