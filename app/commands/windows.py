"""`lilo kiosk` and `lilo staff`: the two windows."""

from typing import Annotated

import typer

from app.commands.options import (
    DemoOption,
    FacilityOption,
    ask_passphrase,
    chosen_facility,
)
from app.demo.facility import DEMO_PASSPHRASE


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
    """Open the staff window.

    Example: lilo staff --facility /srv/lilo
    """
    with chosen_facility(facility, demo=demo) as basics:
        from ui.application import run, show_windows

        if demo:
            typer.echo(f"Sign in as dana, passphrase: {DEMO_PASSPHRASE}")
        code = run(
            lambda application: show_windows(
                application, basics, kiosk_for=None, staff=True, ask=ask_passphrase
            )
        )
    raise typer.Exit(code)
