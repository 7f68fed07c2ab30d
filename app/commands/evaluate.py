"""`lilo eval`: how good the parts are, on rows whose right answer is known."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from app.commands import (
    calibrate,
    evaluate_extraction,
    evaluate_memory,
    evaluate_retrieval,
    evaluate_safety,
)
from app.commands.options import JsonOption
from app.commands.perceiving import ready_perception
from app.commands.telling import tell
from app.conversation.intents import Intent
from app.conversation.perception import Perception
from app.quality import intent_evaluation
from app.quality.evaluation_rows import IntentRow, load_rows
from app.utterance import UtteranceError, utterance_from
from resources import RESOURCES

OWN_SET = RESOURCES / "quality" / "intents" / "said.jsonl"
"""Written apart from the prototypes, and never used to choose anything."""

app = typer.Typer(help="Measure how good the parts are.", no_args_is_help=True)
app.command("safety")(evaluate_safety.safety)
app.command("memory-extraction")(evaluate_extraction.memory_extraction)
app.command("reviewed")(calibrate.reviewed)
app.command("memory")(evaluate_memory.memory)
app.command("retrieval")(evaluate_retrieval.retrieval)


@app.command("intents")
def intents(
    file: Annotated[
        Path | None, typer.Argument(help="JSON lines; without it, Lilo's own evaluation set.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Classify rows of {"text", "intent"} and count how many are understood.

    Example: lilo eval intents my-turns.jsonl --json
    """
    rows = load_rows(file or OWN_SET, IntentRow)
    perception = ready_perception()
    console = Console(stderr=True)
    guesses = [
        _intent(perception, row.text)
        for row in track(rows, "Classifying", console=console, transient=True)
    ]
    tell(asdict(intent_evaluation.report_on(rows, guesses)), as_json=as_json)


def _intent(perception: Perception, text: str) -> Intent:
    try:
        return perception.perceive(utterance_from(text)).understood.primary
    except UtteranceError:
        return Intent.GENERAL
