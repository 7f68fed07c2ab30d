"""`lilo facility`: making a facility, and the code that lets staff out of its kiosks."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import FacilityOption, ask_passphrase, existing_facility
from app.enrolment import create_facility, load_enrolment
from app.identity import leave_code_hash
from resources import RESOURCES

app = typer.Typer(help="Make a facility and set it up.", no_args_is_help=True)


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


@app.command("leave-code")
def leave_code(facility: FacilityOption = None) -> None:
    """Set the code that lets staff out of a kiosk that fills its screen.

    Its hash, never the code, is written to `config/leave-code.yaml`; it counts from the kiosk's
    next start.

    Example: lilo facility leave-code --facility /srv/lilo
    """
    root = existing_facility(facility)
    code: str = typer.prompt("Code, 6 to 12 digits", hide_input=True, confirmation_prompt=True)
    kept = leave_code_hash(code)
    file = root / "config" / "leave-code.yaml"
    file.write_text(f'kiosk:\n  leave_code: "{kept}"\n', "utf-8")
    file.chmod(0o600)
    typer.echo("The code is set. On the kiosk: five taps in the upper left corner, then the code.")
