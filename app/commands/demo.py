"""`lilo demo`: a demo facility, and a script played in the real windows."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from app.commands.large_house import make_large
from app.commands.options import NoFacilityError
from app.demo.clock import SettableClock
from app.demo.facility import make_demo_facility
from app.demo.script import load_script
from app.privacy import start_logging
from models.generation.store import check_model
from models.generation.store.check import free_memory_mb
from resources import RESOURCES


def demo(
    headless: Annotated[
        bool, typer.Option("--headless", help="Without a screen; print the transcript.")
    ] = False,
    script: Annotated[
        Path | None, typer.Option("--script", help="Another script than the built-in one.")
    ] = None,
    model: Annotated[
        Path | None, typer.Option("--model", help="Folder of a language model that answers.")
    ] = None,
    shots: Annotated[
        Path | None, typer.Option("--shots", help="Write PNGs of both windows at each step.")
    ] = None,
    keep: Annotated[
        Path | None, typer.Option("--keep", help="Keep the facility and its log in a new folder.")
    ] = None,
    scale: Annotated[
        Path | None,
        typer.Option(
            "--scale", help="Make a house of 200 with five years in a new folder instead."
        ),
    ] = None,
    share: Annotated[
        float,
        typer.Option("--share", min=0.0001, max=4.0, help="How large, of what --scale makes."),
    ] = 1.0,
) -> None:
    """Play a scripted day in a demo facility; exit 1 when it raises wrong alerts.

    The facility is in a temporary folder with a throw-away key; its people are invented. With
    --keep everything that was written stays, to be looked through.

    --scale plays nothing: it makes a facility of 200 residents and five years, with a million
    messages, 100,000 scores and two million audit entries, for `lilo bench staff` and `lilo staff`.

    Example: lilo demo --headless --shots pictures
    """
    if scale is not None:
        make_large(scale, share)
        return
    # An installed model is left aside, so that the demo is the same everywhere.
    os.environ["LILO_GENERATION__LOCAL__ENABLED"] = "false" if model is None else "true"
    if model is not None:
        check_model(model, free_memory_mb())
        os.environ["LILO_GENERATION__LOCAL__FOLDER"] = str(model.resolve())
    scenes = load_script(script or RESOURCES / "demo" / "script.yaml")
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if shots is not None:
        try:
            shots.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoFacilityError(
                f"The folder {shots} cannot be made: {error.strerror}."
            ) from error
    clock = SettableClock()
    with _folder(keep) as folder:
        root = folder / "facility"
        start_logging("info", folder / "lilo.log")
        typer.echo(f"Demo facility in {root}, with a throw-away key. Everybody in it is invented.")
        basics = make_demo_facility(root, clock)
        from ui.application import run
        from ui.demo.show import play_demo

        code = run(
            lambda application: play_demo(application, basics, clock, scenes, typer.echo, shots)
        )
    if shots is not None:
        typer.echo(f"Pictures are in {shots.resolve()}.")
    raise typer.Exit(code)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="lilo-demo-") as temporary:
            yield Path(temporary)
        return
    if keep.exists() and any(keep.iterdir()):
        raise NoFacilityError(f"The folder {keep} is not empty.", "Give a new folder.")
    yield keep
