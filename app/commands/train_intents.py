"""`lilo train intents`: the model that understands what a resident wants."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from app.commands.options import JsonOption
from app.commands.steps import Steps
from app.conversation.intents import load_prototypes
from app.faculties import intent_vectors
from app.privacy import start_logging
from resources import RESOURCES

FOLDER = RESOURCES / "intents" / "model"


def intents(
    out: Annotated[Path, typer.Option("--out", help="Folder for the model and report.")] = FOLDER,
    with_curve: Annotated[
        bool, typer.Option("--curve/--no-curve", help="Measure the learning curve as well.")
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Train the intent model on resources/intents, measured on persons it has not met.

    It takes about three minutes on two cores, most of them for vectors that are kept. When the
    danger model has been trained anew, train this one again: it looks through the other's eyes.

    Example: lilo train intents --out /tmp/model
    """
    start_logging("error", None)
    # Imported here: scikit-learn takes a second, and only training needs it.
    from models.intents.artefact import save
    from models.intents.report import report
    from models.intents.training import Plan, learning_curve
    from models.intents.training import train as train_intents

    plan = Plan() if with_curve else Plan(curve=())
    prototypes = load_prototypes(RESOURCES / "intents")
    with Progress(console=Console(stderr=True), transient=True) as progress:
        told = Steps(progress)
        told("Vectors", 0.0)
        seen = intent_vectors([p.text for p in prototypes])
        told("Vectors", 1.0)
        trained = train_intents(prototypes, seen, plan, told)
        save(trained.artefact, out / "intents.npz")
        curve = learning_curve(trained.material, plan, told) if with_curve else []
    figures = report(trained, curve, plan)
    (out / "report.json").write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", "utf-8")
    if as_json:
        typer.echo(json.dumps(figures))
        return
    typer.echo(f"Held out, one part of {plan.parts}, nobody on both sides:")
    typer.echo(json.dumps(figures["held_out"], indent=1))
    typer.echo(f"Model and report are in {out}.")
