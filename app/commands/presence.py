"""`lilo presence`: how residents are known to a shared screen, and who has moved out."""

from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import Lilo
from app.commands.as_staff import in_session
from app.commands.options import FacilityOption
from app.commands.residents import resident_named
from app.commands.staff_member import ByOption
from app.identity import StaffSession
from app.presence import PICTURES, PortraitError

app = typer.Typer(help="Who is in front of a screen, and who lives here.", no_args_is_help=True)

ResidentOption = Annotated[str, typer.Option("--resident", help="Name of the resident.")]
LARGEST_READ = 3_000_000


@app.command("pin")
def pin(
    resident: ResidentOption,
    by: ByOption,
    facility: FacilityOption = None,
    off: Annotated[bool, typer.Option("--off", help="Ask for no pictures any more.")] = False,
) -> None:
    """Set the picture PIN that a shared screen asks this resident for.

    Example: lilo presence pin --resident "Margaret Ellis" --by dana
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        who = resident_named(lilo, resident)
        pictures = None
        if not off:
            asked = f"Four of {', '.join(PICTURES)}, with spaces"
            written: str = typer.prompt(asked, hide_input=True, confirmation_prompt=True, err=True)
            pictures = written.lower().split()
        await lilo.station.doors.set_pin(session, who.id, pictures)
        typer.echo("No pictures are asked for." if off else "The pictures are set.")

    in_session(facility, by, work)


@app.command("portrait")
def portrait(
    resident: ResidentOption,
    by: ByOption,
    image: Annotated[
        Path | None, typer.Argument(help="PNG or JPEG; without one, initials are drawn.")
    ] = None,
    facility: FacilityOption = None,
) -> None:
    """Set the picture by which a shared screen shows this resident, or remove it.

    Example: lilo presence portrait margaret.jpg --resident "Margaret Ellis" --by dana
    """
    data = _read(image) if image else None

    async def work(lilo: Lilo, session: StaffSession) -> None:
        who = resident_named(lilo, resident)
        await lilo.station.doors.set_portrait(session, who.id, data)
        typer.echo("The portrait is set." if data else "Initials are drawn.")

    in_session(facility, by, work)


@app.command("discharge")
def discharge(resident: ResidentOption, by: ByOption, facility: FacilityOption = None) -> None:
    """Record that a resident has moved out: screens show nothing of them any more.

    Example: lilo presence discharge --resident "Margaret Ellis" --by dana
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        await lilo.station.residents.move_out(session, resident_named(lilo, resident).id)
        typer.echo("They have moved out. What was recorded stays.")

    in_session(facility, by, work)


@app.command("readmit")
def readmit(resident: ResidentOption, by: ByOption, facility: FacilityOption = None) -> None:
    """Record that a resident has come back.

    Example: lilo presence readmit --resident "Margaret Ellis" --by dana
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        await lilo.station.residents.move_back(session, resident_named(lilo, resident).id)
        typer.echo("They live here again.")

    in_session(facility, by, work)


def _read(image: Path) -> bytes:
    try:
        with image.open("rb") as opened:
            return opened.read(LARGEST_READ)
    except OSError as error:
        raise PortraitError(f"{image} cannot be read: {error.strerror}.") from None
