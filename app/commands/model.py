"""`lilo model`: language models on this machine. Nothing is ever downloaded."""

import asyncio
import shutil
import subprocess
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn

from app.bootstrap import open_facility
from app.commands.options import (
    FacilityOption,
    JsonOption,
    ask_passphrase,
    chosen_facility,
)
from app.commands.telling import tell
from app.errors import LiloError
from app.settings import load_settings
from models.generation.store import ModelCard, ModelStore, check_model
from models.generation.store.check import free_memory_mb
from models.generation.store.model_store import folder_bytes
from models.generation.store.smoke import smoke
from models.generation.tiers import default_store, engine_of
from resources import RESOURCES

app = typer.Typer(help="Language models on this machine.", no_args_is_help=True)

ModelFolder = Annotated[Path, typer.Argument(help="Folder of a model, from Hugging Face.")]
ModelName = Annotated[str, typer.Argument(help="Name of an installed model.")]

_CONVERTER = Path("packaging") / "convert" / "convert.py"


class ConvertError(LiloError):
    """A model could not be converted."""

    code = "command.convert"


@app.command("check")
def check(folder: ModelFolder, as_json: JsonOption = False) -> None:
    """Look a model over, load it and have it write a few words; exit 2 when it cannot be used.

    Example: lilo model check /media/usb/Qwen3-1.7B-int4
    """
    card = _checked(folder)
    tell(_told(card), as_json=as_json)


@app.command("add")
def add(
    folder: ModelFolder,
    name: Annotated[str, typer.Option("--name", help="What to call it here.")] = "",
    use_it: Annotated[
        bool, typer.Option("--use/--no-use", help="Take it into use at the next start.")
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Check a model, copy it to this machine, and take it into use; the last one is kept.

    Example: lilo model add /media/usb/Qwen3-1.7B-int4
    """
    card = _checked(folder)
    store = _store()
    chosen = name or folder.resolve().name
    with _copying() as progress:
        task = progress.add_task(f"Copying {chosen}", total=folder_bytes(folder))
        store.add(folder, chosen, lambda moved: progress.advance(task, moved))
    if use_it:
        store.use(chosen)
    tell({**_told(card), "name": chosen, "in_use": use_it}, as_json=as_json)


@app.command("list")
def list_models(as_json: JsonOption = False) -> None:
    """List the installed models.

    Example: lilo model list --json
    """
    store = _store()
    choice = store.choice()
    found = [
        {
            "name": name,
            "engine": engine_of(store.folder(name)).value,
            "size_mb": folder_bytes(store.folder(name)) // 1_000_000,
            "in_use": name == choice.current,
            "previous": name == choice.previous,
        }
        for name in store.names()
    ]
    tell({"models": found}, as_json=as_json)


@app.command("use")
def use(name: ModelName) -> None:
    """Take an installed model into use from the next start on.

    Example: lilo model use Qwen3-0.6B-int4
    """
    choice = _store().use(name)
    typer.echo(f"{choice.current} is used from the next start on.")


@app.command("rollback")
def rollback() -> None:
    """Go back to the model that was in use before.

    Example: lilo model rollback
    """
    choice = _store().roll_back()
    typer.echo(f"{choice.current} is used from the next start on.")


@app.command("remove")
def remove(name: ModelName) -> None:
    """Delete an installed model that is not in use.

    Example: lilo model remove Qwen3-0.6B-int4
    """
    _store().remove(name)
    typer.echo(f"{name} is deleted.")


@app.command("convert")
def convert(
    folder: ModelFolder,
    target: Annotated[Path, typer.Argument(help="A new folder for the converted model.")],
    python: Annotated[
        Path, typer.Option("--python", help="Python of the environment of packaging/convert.")
    ],
    weights: Annotated[
        str, typer.Option("--weights", help="int4, int8 or fp32.", metavar="FORM")
    ] = "int4",
) -> None:
    """Convert a Hugging Face folder to OpenVINO, on a workstation; it appears whole or not at all.

    Example: lilo model convert Qwen3-1.7B Qwen3-1.7B-int4 --python convert-env/bin/python
    """
    if target.exists():
        raise ConvertError(f"{target} is there already.", "Name a folder that is not.")
    check_model(folder, free_memory_mb())
    if weights not in {"int4", "int8", "fp32"}:
        raise ConvertError(f"There is no form '{weights}'.", "Use int4, int8 or fp32.")
    script = Path(__file__).parents[2] / _CONVERTER
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".converting-", dir=target.parent) as temporary:
        unfinished = Path(temporary) / "model"
        _run([str(python), str(script), str(folder), str(unfinished), "--weights", weights])
        shutil.move(unfinished, target)
    typer.echo(f"The converted model is in {target}. Install it: lilo model add {target}")


@app.command("stop")
def stop(
    facility: FacilityOption = None,
    reason: Annotated[str, typer.Option("--reason", help="Why, for the record.")] = "",
) -> None:
    """Stop everything that language models write, in all windows at once; authored replies go on.

    Example: lilo model stop --facility /srv/lilo --reason "odd answers"
    """
    _order(facility, stopped=True, reason=reason)
    typer.echo("Language models are stopped. Allow them again: lilo model resume")


@app.command("resume")
def resume(facility: FacilityOption = None) -> None:
    """Allow language models again.

    Example: lilo model resume --facility /srv/lilo
    """
    _order(facility, stopped=False, reason="")
    typer.echo("Language models may answer again.")


@app.command("usage")
def usage(
    facility: FacilityOption = None,
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="How far back.")] = 7,
    as_json: JsonOption = False,
) -> None:
    """Show what was generated per day, resident and model.

    Example: lilo model usage --facility /srv/lilo --days 30 --json
    """
    with chosen_facility(facility, demo=False) as basics:
        lilo = open_facility(basics, ask_passphrase)
        try:
            lines = asyncio.run(lilo.ledger.report(days))
            names = {resident.id: resident.full_name for resident in lilo.residents}
        finally:
            lilo.close()
    rows = [
        {
            "day": line.day.isoformat(),
            "resident": names.get(line.resident_id, "-") if line.resident_id else "-",
            "model": line.model,
            "generations": line.generations,
            "tokens_in": line.tokens_in,
            "tokens_out": line.tokens_out,
            "seconds": round(line.seconds, 1),
        }
        for line in lines
    ]
    tell({"usage": rows}, as_json=as_json)


def _order(facility: Path | None, *, stopped: bool, reason: str) -> None:
    with chosen_facility(facility, demo=False) as basics:
        lilo = open_facility(basics, ask_passphrase)
        try:
            asyncio.run(lilo.ledger.order(stopped=stopped, by="command line", reason=reason))
        finally:
            lilo.close()


def _store() -> ModelStore:
    settings = load_settings(RESOURCES / "defaults").generation.local
    return ModelStore(settings.store or default_store())


def _checked(folder: Path) -> ModelCard:
    card = check_model(folder, free_memory_mb())
    with Console(stderr=True).status("Loading the model and having it write a few words"):
        asyncio.run(smoke(folder))
    return card


def _told(card: ModelCard) -> dict[str, Any]:
    told = asdict(card)
    told["findings"] = [finding.text for finding in card.findings]
    return told


def _copying() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _run(command: list[str]) -> None:
    """Run the converter, and show each of its steps."""
    last = "no reason given"
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), console=Console(stderr=True)
    ) as progress:
        task = progress.add_task("Starting the converter", total=None)
        try:
            process = subprocess.Popen(  # noqa: S603 - our own script, with the Python IT named
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
        except OSError as error:
            raise ConvertError(
                f"{command[0]} cannot be started: {error.strerror}.",
                "Make the environment first: see docs/models.md.",
            ) from error
        with process:
            for line in process.stdout or ():
                last = line.strip() or last
                if line.startswith("step: "):
                    progress.update(task, description=line.removeprefix("step: ").strip())
    if process.returncode != 0:
        raise ConvertError(f"The converter gave up: {last[:300]}", "See docs/models.md.")
