"""`lilo kiosk` and `lilo staff`: the two windows."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import (
    DemoOption,
    FacilityOption,
    ask_passphrase,
    chosen_facility,
    log_file,
)
from app.privacy import start_logging

USUAL_FOLDER = "lilo"
"""In the home folder: what the first start suggests where nobody has named a folder."""


def kiosk(
    facility: FacilityOption = None,
    demo: DemoOption = False,
    resident: Annotated[
        str, typer.Option("--resident", help="Whose kiosk; else as the settings say.")
    ] = "",
    staff: Annotated[bool, typer.Option("--staff", help="Open the staff window as well.")] = False,
    full_screen: Annotated[
        bool,
        typer.Option("--full-screen", help="Fill the screen; only staff's code closes it."),
    ] = False,
    watched: Annotated[
        bool,
        typer.Option("--supervised", help="Start it again when it has crashed or stands still."),
    ] = False,
) -> None:
    """Open the resident's window.

    Example: lilo kiosk --facility /srv/lilo --full-screen --supervised
    """
    if watched:
        from app.commands.supervise import supervised

        raise typer.Exit(supervised())
    with chosen_facility(facility, demo=demo, is_start=True) as basics:
        from ui.application import run, show_windows

        name = resident or basics.settings.kiosk.resident
        if demo and staff:
            from app.demo.facility import DEMO_PASSPHRASE

            typer.echo(f"Staff sign in as dana, passphrase: {DEMO_PASSPHRASE}")
        code = run(
            lambda application: show_windows(
                application,
                basics,
                kiosk_for=name,
                staff=staff,
                full_screen=full_screen,
                ask=ask_passphrase,
            )
        )
    raise typer.Exit(code)


def staff(facility: FacilityOption = None, demo: DemoOption = False) -> None:
    """Open the staff window; where there is no facility yet, make one in a window first.

    Example: lilo staff --facility /srv/lilo
    """
    if not demo and (folder := new_facility_folder(facility)) is not None:
        raise typer.Exit(_first_run(folder))
    with chosen_facility(facility, demo=demo) as basics:
        from ui.application import run, show_windows

        if demo:
            from app.demo.facility import DEMO_PASSPHRASE

            typer.echo(f"Sign in as dana, passphrase: {DEMO_PASSPHRASE}")
        code = run(
            lambda application: show_windows(
                application, basics, kiosk_for=None, staff=True, ask=ask_passphrase
            )
        )
    raise typer.Exit(code)


def new_facility_folder(facility: Path | None) -> Path | None:
    """Return the folder to make a first facility in; None where there is one, or no screen."""
    from ui.application import has_display

    folder = facility if facility is not None else Path.home() / USUAL_FOLDER
    is_free = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    return folder.absolute() if is_free and has_display() else None


def _first_run(folder: Path) -> int:
    from app.commands.founding import CommandFounder
    from app.wiring.basics import Basics, prepare_basics
    from ui.application import run
    from ui.first_run import make_and_show

    def prepare(made: Path) -> Basics:
        basics = prepare_basics(made)
        start_logging(basics.settings.log.level, log_file(made))
        return basics

    return run(
        lambda application: make_and_show(
            application, CommandFounder(), folder, prepare, ask_passphrase
        )
    )
