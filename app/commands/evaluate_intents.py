"""`lilo eval intents`: how often what is wanted is understood; the same method on public data."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import track

from app.commands.options import JsonOption
from app.commands.perceiving import ready_perception
from app.commands.telling import tell
from app.conversation.intents import Intent
from app.conversation.perception import Perception
from app.errors import LiloError
from app.faculties import intent_vectors
from app.privacy import start_logging
from app.quality import intent_evaluation
from app.quality.evaluation_rows import IntentRow, LabelledRow, load_rows
from app.utterance import UtteranceError, utterance_from
from resources import RESOURCES

if TYPE_CHECKING:
    from models.intents.open_set import Labelled

OWN_SET = RESOURCES / "quality" / "intents" / "said.jsonl"
"""Written apart from the prototypes, and never used to choose anything."""


def intents(
    file: Annotated[
        Path | None, typer.Argument(help="JSON lines; without it, Lilo's own evaluation set.")
    ] = None,
    learned: Annotated[
        Path | None, typer.Option("--train", help="Learn from these rows instead, of any labels.")
    ] = None,
    tested: Annotated[Path | None, typer.Option("--test", help="Measure on these.")] = None,
    outside: Annotated[
        Path | None, typer.Option("--oos", help="Rows that should be given no label.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Classify rows of {"text", "intent"} and count how many are understood.

    With --train and --test, the same method learns other labels from other people's rows.

    Example: lilo eval intents my-turns.jsonl --json
    """
    if learned is not None or tested is not None or outside is not None:
        if learned is None or tested is None or file is not None:
            raise LiloError(
                "To learn from other rows, both --train and --test are needed, and no FILE.",
                "Add the one that is missing.",
            )
        tell(_open_set(learned, tested, outside), as_json=as_json)
        return
    rows = load_rows(file or OWN_SET, IntentRow)
    perception = ready_perception()
    console = Console(stderr=True)
    guesses: list[Intent] = []
    took_ms: list[float] = []
    for row in track(rows, "Classifying", console=console, transient=True):
        guess, ms = _intent(perception, row.text)
        guesses.append(guess)
        took_ms.append(ms)
    figures = asdict(intent_evaluation.report_on(rows, guesses))
    tell(figures | {"p95_ms": intent_evaluation.p95(took_ms)}, as_json=as_json)


def _intent(perception: Perception, text: str) -> tuple[Intent, float]:
    try:
        perceived = perception.perceive(utterance_from(text))
    except UtteranceError:
        return Intent.GENERAL, 0.0
    return perceived.understood.primary, perceived.timings_ms["intent"]


def _open_set(learned: Path, tested: Path, outside: Path | None) -> dict[str, object]:
    start_logging("error", None)
    # Imported here: scikit-learn takes a second, and only training needs it.
    from models.intents.open_set import evaluate

    return asdict(
        evaluate(_labelled(learned), _labelled(tested), _labelled(outside) if outside else None)
    )


def _labelled(path: Path) -> "Labelled":
    from models.intents.open_set import Labelled
    from models.intents.training import side_by_side

    rows: Sequence[LabelledRow] = load_rows(path, LabelledRow)
    texts = [row.text for row in rows]
    return Labelled(texts, side_by_side(intent_vectors(texts)), [row.intent for row in rows])
