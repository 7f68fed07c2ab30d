"""`lilo shots`: pictures of every page, on a demo facility, to be looked at."""

import os
import tempfile
"""`lilo shots`: pictures of every screen, for people who look at them."""

from enum import StrEnum
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
from app.commands.options import NoFacilityError
from app.demo.facility import make_demo_facility


class Window(StrEnum):
    """Which window."""

    KIOSK = "kiosk"
    STAFF = "staff"


    folder: Annotated[Path, typer.Argument(help="Where the pictures go.")],
    window: Annotated[Window, typer.Option("--window", help="Which window.")] = Window.KIOSK,
    only_sheet: Annotated[
        bool, typer.Option("--only-sheet", help="Only those pictures that stand on the sheet.")
    ] = False,
    """Draw every screen in every size, colour and size of letters, and one sheet of them.

    The screens are those of a fresh demo facility, drawn without a display: some 900 pictures of
    the kiosk, and `kiosk-sheet.png`. It takes some minutes.

    Example: lilo shots pictures --window kiosk
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoFacilityError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    from ui.application import run
    from ui.demo import shots as camera

    if window is Window.STAFF:
        raise NoFacilityError(
            "Pictures of the staff window are not drawn here yet.",
            "Use `lilo demo --headless --shots DIR`.",
        )
    clock = SettableClock()
        start_logging("error", Path(temporary) / "lilo.log")
        basics = make_demo_facility(Path(temporary) / "facility", clock)
            lambda application: camera.shoot(
                application, basics, clock, folder, typer.echo, only_sheet=only_sheet
            )
        )
    typer.echo(f"The pictures are in {folder.resolve()}.")
    raise typer.Exit(code)
