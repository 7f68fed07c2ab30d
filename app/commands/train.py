"""`lilo train`: make the trained parts again from the written examples."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from app.commands import train_intents
from app.commands.options import JsonOption
from app.commands.steps import Steps
from app.conversation.intents import load_prototypes
from app.privacy import start_logging
from app.safety import load_patterns
from resources import RESOURCES

if TYPE_CHECKING:
    from models.danger.report import Figures
    from models.danger.training import Plan

_GOING_ON_RATE = 4e-4
"""Smaller than from the start: what is known already shall stay."""

app = typer.Typer(help="Train Lilo's own models from its written examples.", no_args_is_help=True)
app.command("intents")(train_intents.intents)


@app.callback()
def train() -> None:
    """Train Lilo's own models from its written examples."""


@app.command("safety")
def safety(
    out: Annotated[
        Path, typer.Option("--out", help="Folder for the model and its report.")
    ] = RESOURCES / "crisis" / "model",
    folds: Annotated[
        int, typer.Option("--folds", min=2, max=20, help="Parts the persons are divided into.")
    ] = 8,
    validated: Annotated[
        int,
        typer.Option(
            "--validated", min=1, max=20, help="Parts held out in turn; 1 ships what it measured."
        ),
    ] = 1,
    members: Annotated[
        int, typer.Option("--members", min=1, max=5, help="Networks whose mean is taken.")
    ] = 2,
    epochs: Annotated[int, typer.Option("--epochs", min=1, max=20)] = 6,
    goes_on: Annotated[
        bool,
        typer.Option("--continue", help="Go on from the model in --out, with the lines of now."),
    ] = False,
    with_curve: Annotated[
        bool, typer.Option("--curve/--no-curve", help="Measure the learning curve as well.")
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Train the danger model on resources/crisis, measured on persons it has not met.

    It takes hours on two cores, half of that where they multiply in half precision, and minutes
    where torch sees a GPU. The same lines, options and processor give the same model; between
    kinds of processor, and on a GPU, the last digits differ.

    Training that goes on from a model needs half the epochs or fewer. It keeps the same persons
    held out, so that what is measured stays new to the model.

    Example: lilo train safety --out /tmp/model
    """
    start_logging("error", None)
    # Imported here: torch takes seconds, and only training needs it.
    os.environ["TQDM_DISABLE"] = "1"
    from models.danger.artefact import load, save
    from models.danger.examples import examples_of
    from models.danger.fitting import Recipe, quicker_in_half, training_device
    from models.danger.report import report
    from models.danger.training import Plan, learning_curve
    from models.danger.training import train as train_danger
    from models.embedding.model_files import model_folder

    recipe = Recipe(epochs=epochs, half_precision=quicker_in_half(training_device()))
    plan = Plan(
        folds,
        min(validated, folds),
        members,
        (0.25, 0.5) if with_curve else (),
        replace(recipe, adapter_rate=_GOING_ON_RATE) if goes_on else recipe,
        start=load(out / "danger.npz") if goes_on else None,
    )
    asked = load_prototypes(RESOURCES / "intents")
    examples = examples_of(load_patterns(RESOURCES / "crisis"), asked)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        told = Steps(progress)
        trained = train_danger(examples, model_folder(None), plan, told)
        # Kept before the curve is measured, so that nothing of the work is lost meanwhile.
        save(trained.artefact, out / "danger.npz")
        curve = learning_curve(examples, model_folder(None), plan, told)
    figures = report(trained, curve, plan)
    (out / "report.json").write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", "utf-8")
    typer.echo(json.dumps(figures) if as_json else _in_words(figures, plan, out))


def _in_words(figures: "Figures", plan: "Plan", out: Path) -> str:
    lines = [
        f"Learned: {json.dumps(figures['learned'])}.",
        f"Held out, {plan.validated} of {plan.folds} parts, nobody on both sides:",
        json.dumps(figures["held_out"], indent=1),
        f"Model and report are in {out}.",
    ]
    return "\n".join(lines)
