"""`lilo shots`: pictures of every screen, for people who look at them."""

import os
import tempfile
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import NoFacilityError
from app.demo.clock import SettableClock
from app.demo.facility import DEMO_PASSPHRASE, make_demo_facility
from app.privacy import start_logging

_FIXED = datetime(2026, 11, 19, 20, 0, tzinfo=UTC)
_PAGER = '[{"name": "Pager", "roles": ["physician"], "url": "json://localhost"}]'


class Window(StrEnum):
    """Which window."""

    KIOSK = "kiosk"
    STAFF = "staff"


def shots(
    folder: Annotated[Path, typer.Argument(help="Where the pictures go.")],
    window: Annotated[Window, typer.Option("--window", help="Which window.")] = Window.KIOSK,
    only_sheet: Annotated[
        bool, typer.Option("--only-sheet", help="Only those pictures that stand on the sheet.")
    ] = False,
    login: Annotated[str, typer.Option("--login", help="Who signs in at the staff window.")] = (
        "dana"
    ),
    theme: Annotated[
        str, typer.Option("--theme", help="Of the staff window: light or dark.")
    ] = "light",
    scale: Annotated[
        float, typer.Option("--scale", min=1.0, max=2.0, help="Its size of letters.")
    ] = 1.0,
) -> None:
    """Draw every screen in every size, colour and size of letters, and one sheet of them.

    The screens are those of a fresh demo facility, drawn without a display: some 900 pictures of
    the kiosk, and `kiosk-sheet.png`. It takes some minutes. Of the staff window it is every page
    that one staff member may see, in one theme and size.

    Example: lilo shots pictures --window kiosk
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LILO_GENERATION__LOCAL__ENABLED"] = "false"
    os.environ["LILO_STAFF__THEME"] = theme
    os.environ["LILO_STAFF__TEXT_SCALE"] = str(scale)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoFacilityError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    from ui.application import run
    from ui.demo import shots as camera
    from ui.demo.pages import shoot_pages

    is_staff = window is Window.STAFF
    if is_staff:
        # A target that nothing is ever sent to: the Messages page shows what was given up.
        os.environ["LILO_NOTIFICATIONS__TARGETS"] = _PAGER
    # The staff window's pictures are the same whenever they are taken.
    clock = SettableClock(lambda: _FIXED) if is_staff else SettableClock()
    with tempfile.TemporaryDirectory(prefix="lilo-shots-") as temporary:
        start_logging("error", Path(temporary) / "lilo.log")
        basics = make_demo_facility(Path(temporary) / "facility", clock)
        if is_staff:
            code = run(
                lambda application: shoot_pages(
                    application, basics, folder, (login, DEMO_PASSPHRASE), typer.echo, clock
                )
            )
        else:
            code = run(
                lambda application: camera.shoot(
                    application, basics, clock, folder, typer.echo, only_sheet=only_sheet
                )
            )
    typer.echo(f"The pictures are in {folder.resolve()}.")
    raise typer.Exit(code)
