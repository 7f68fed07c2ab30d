"""Options and small courtesies that several commands share."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from app.clinical import ScaleId
from app.clinical.administration import AdministrationError
from app.errors import LiloError
from app.privacy import start_logging
from app.wiring.basics import Basics, prepare_basics

FacilityOption = Annotated[
    Path | None,
    typer.Option("--facility", help="The facility's folder.", envvar="LILO_FACILITY"),
]
DemoOption = Annotated[
    bool, typer.Option("--demo", help="Use a fresh demo facility in a temporary folder.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


class NoFacilityError(LiloError):
    """No facility was named, or there is none in the folder."""

    code = "command.no_facility"


@contextmanager
def chosen_facility(folder: Path | None, *, demo: bool, is_start: bool = False) -> Iterator[Basics]:
    """Give the basics of the facility that was asked for; a demo one goes when it is done.

    Args:
        folder: the facility's.
        demo: make a demo facility instead.
        is_start: a kiosk is started; see `prepare_basics`.

    Raises:
        NoFacilityError: there is none.
    """
    if demo:
        from app.demo.facility import make_demo_facility

        with tempfile.TemporaryDirectory(prefix="lilo-demo-") as temporary:
            root = Path(temporary) / "facility"
            start_logging("warning", Path(temporary) / "lilo.log")
            yield make_demo_facility(root)
        return
    root = existing_facility(folder)
    # At once: what is said while the settings are read belongs among no figures.
    start_logging("warning", log_file(root))
    basics = prepare_basics(root, is_start=is_start)
    start_logging(basics.settings.log.level, log_file(root))
    yield basics


def existing_facility(folder: Path | None) -> Path:
    """Return the folder if it holds a facility.

    Raises:
        NoFacilityError: none was named, or there is none in it.
    """
    if folder is None:
        raise NoFacilityError(
            "No facility was named.", "Give --facility FOLDER, set LILO_FACILITY, or use --demo."
        )
    if not (folder / "config" / "facility.yaml").is_file():
        raise NoFacilityError(
            f"There is no facility in {folder}.",
            "Check the folder's name, or make one with `lilo facility create`.",
        )
    return folder


def log_file(root: Path) -> Path | None:
    """Return where the facility's log goes, or None where it cannot be written."""
    file = root / "logs" / "lilo.log"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8"):
            return file
    except OSError:
        return None


def ask_passphrase(choosing: bool) -> str | None:
    """Ask the person at the terminal for the facility's passphrase; None when nobody is there."""
    if not os.isatty(0):
        return None
    if not choosing:
        return getpass("Passphrase of this facility: ")
    first = getpass("Choose a passphrase for this facility (12 characters or more): ")
    if getpass("The same again: ") != first:
        typer.echo("They were not the same.", err=True)
        return None
    return first


def scale_named(name: str) -> ScaleId:
    """Return the scale of a name such as phq9 or PHQ-9.

    Raises:
        AdministrationError: there is none.
    """
    try:
        return ScaleId(name.lower().replace("-", ""))
    except ValueError:
        raise AdministrationError(f"“{name}” is no name of a scale.", "Try phq9.") from None
