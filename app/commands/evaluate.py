"""`lilo eval`: how good the parts are, on a file of rows."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from app.bootstrap import RESOURCES, load_faculties
from app.commands.options import JsonOption
from app.conversation.intents import Intent
from app.conversation.perception import Perception
from app.errors import LiloError
from app.privacy import start_logging
from app.quality import intent_evaluation, safety_evaluation
from app.quality.evaluation_rows import EvaluationFileError, IntentRow, SafetyRow, load_rows
from app.safety import Level, Screener, level_named, load_rule_book
from app.settings import load_settings
from app.utterance import UtteranceError, utterance_from

app = typer.Typer(help="Measure how good the parts are.", no_args_is_help=True)

FileArgument = Annotated[Path, typer.Argument(help="JSON lines.")]


class BadLevelError(LiloError):
    """There is no such level."""

    code = "command.level"


@app.command("safety")
def safety(
    file: FileArgument,
    at: Annotated[str, typer.Option("--at", help="Lowest level that is an alarm.")] = "elevated",
    misses: Annotated[
        Path | None, typer.Option("--misses", help="Write every wrong row here, as JSON lines.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Screen rows of {"text", "label": 0|1} and count alarms found and false ones.

    Example: lilo eval safety my-cases.jsonl --misses wrong.jsonl
    """
    level = _level(at)
    rows = load_rows(file, SafetyRow)
    perception = _perception()
    console = Console(stderr=True)
    screenings = list(
        safety_evaluation.screen_rows(
            track(rows, "Screening", console=console, transient=True),
            lambda utterance: perception.perceive(utterance).screened,
        )
    )
    report = safety_evaluation.report_on(screenings, level)
    if misses is not None:
        _write_misses(misses, screenings, level)
    _say({"at": level.label, **asdict(report)}, as_json=as_json)


@app.command("intents")
def intents(file: FileArgument, as_json: JsonOption = False) -> None:
    """Classify rows of {"text", "intent"} and count how many are understood.

    Example: lilo eval intents my-turns.jsonl --json
    """
    rows = load_rows(file, IntentRow)
    perception = _perception()
    console = Console(stderr=True)
    guesses = [
        _intent(perception, row.text)
        for row in track(rows, "Classifying", console=console, transient=True)
    ]
    _say(asdict(intent_evaluation.report_on(rows, guesses)), as_json=as_json)


def _perception() -> Perception:
    start_logging("error")
    settings = load_settings(RESOURCES / "defaults")
    perception = Perception(Screener(load_rule_book(RESOURCES / "crisis" / "rules.yaml")))
    with Console(stderr=True).status("Loading the models"):
        perception.learn(load_faculties(settings))
    return perception


def _intent(perception: Perception, text: str) -> Intent:
    try:
        return perception.perceive(utterance_from(text)).understood.primary
    except UtteranceError:
        return Intent.GENERAL


def _level(name: str) -> Level:
    try:
        return level_named(name)
    except ValueError as error:
        raise BadLevelError(str(error)) from error


def _write_misses(path: Path, screenings: list[safety_evaluation.Screening], level: Level) -> None:
    lines = []
    for wrong in safety_evaluation.misses(screenings, level):
        row = {
            **wrong.row.model_dump(mode="json", exclude_defaults=True),
            "got_level": wrong.level.label,
            "score": wrong.score,
            "nearest": wrong.nearest,
        }
        lines.append(json.dumps(row, ensure_ascii=False) + "\n")
    try:
        path.write_text("".join(lines), "utf-8")
    except OSError as error:
        raise EvaluationFileError(f"{path} cannot be written: {error.strerror}.") from error


def _say(figures: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(figures))
        return
    for name, value in figures.items():
        if isinstance(value, dict):
            typer.echo(f"{name}:")
            for key, inner in value.items():
                typer.echo(f"  {key:20} {inner}")
        else:
            typer.echo(f"{name:16} {value}")
