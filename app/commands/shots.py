"""`lilo shots`: pictures of every page, on a demo facility, to be looked at."""

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from app.demo.clock import SettableClock
from app.demo.facility import DEMO_PASSPHRASE, make_demo_facility
from app.privacy import start_logging


def shots(
    folder: Annotated[Path, typer.Argument(help="Where the PNGs go.")],
    window: Annotated[str, typer.Option("--window", help="Which window: staff.")] = "staff",
    login: Annotated[str, typer.Option("--login", help="Who signs in.")] = "dana",
    theme: Annotated[str, typer.Option("--theme", help="light or dark.")] = "light",
    scale: Annotated[
        float, typer.Option("--scale", min=1.0, max=2.0, help="How large the text is.")
    ] = 1.0,
) -> None:
    """Write a picture of every page that a demo staff member may see.

    Example: lilo shots build/shots --window staff --login marcus --theme dark
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LILO_STAFF__THEME"] = theme
    os.environ["LILO_STAFF__TEXT_SCALE"] = str(scale)
    os.environ["LILO_GENERATION__LOCAL__ENABLED"] = "false"
    if window != "staff":
        raise typer.BadParameter("There is only: staff.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lilo-shots-") as temporary:
        start_logging("warning", Path(temporary) / "lilo.log")
        basics = make_demo_facility(Path(temporary) / "facility", SettableClock())
        from ui.application import run
        from ui.demo.pages import shoot_pages

        code = run(
            lambda application: shoot_pages(
                application, basics, folder, (login, DEMO_PASSPHRASE), typer.echo
            )
        )
    raise typer.Exit(code)
