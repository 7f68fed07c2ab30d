"""`lilo facility`: making a facility."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import ask_passphrase
from app.enrolment import create_facility, load_enrolment
from resources import RESOURCES

app = typer.Typer(help="Make a facility.", no_args_is_help=True)


@app.callback()
def _facility() -> None:
    """Keep `create` a subcommand while it is the only one."""


@app.command("create")
def create(
    folder: Annotated[Path, typer.Argument(help="An empty or new folder.")],
    people: Annotated[
        Path,
        typer.Option("--from", help="YAML file with facility, staff and residents."),
    ],
    resident: Annotated[
        str, typer.Option("--resident", help="Full name of whose room the kiosk stands in.")
    ] = "",
) -> None:
    """Make a facility from a file that names its staff and residents.

    `resources/demo/facility.yaml` shows the form. Every staff member's first passphrase is
    asked for here and never stored as such.

    Example: lilo facility create /srv/lilo --from willow.yaml
    """
    enrolment = load_enrolment(people)

    def passphrase_for(login: str) -> str:
        asked: str = typer.prompt(
            f"First passphrase for {login}", hide_input=True, confirmation_prompt=True
        )
        return asked

    create_facility(
        folder,
        enrolment,
        passphrase_for,
        ask_passphrase,
        knowledge=RESOURCES / "knowledge",
        kiosk_resident=resident,
    )
    typer.echo(f"The facility is in {folder}. Start its kiosk: lilo kiosk --facility {folder}")
