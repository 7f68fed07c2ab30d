"""`lilo eval`: how good the parts are, on rows whose right answer is known."""

import typer

from app.commands import (
    calibrate,
    evaluate_extraction,
    evaluate_intents,
    evaluate_memory,
    evaluate_retrieval,
    evaluate_safety,
)

app = typer.Typer(help="Measure how good the parts are.", no_args_is_help=True)
app.command("safety")(evaluate_safety.safety)
app.command("intents")(evaluate_intents.intents)
app.command("memory-extraction")(evaluate_extraction.memory_extraction)
app.command("reviewed")(calibrate.reviewed)
app.command("memory")(evaluate_memory.memory)
app.command("retrieval")(evaluate_retrieval.retrieval)
