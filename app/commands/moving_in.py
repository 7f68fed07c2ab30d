"""`lilo residents`: who moves in, and how they get about."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from app.bootstrap import Lilo
from app.commands.as_staff import in_session
from app.commands.options import FacilityOption
from app.commands.residents import resident_named
from app.commands.staff_member import ByOption
from app.identity import Mobility, StaffSession
from app.language_files import ENGLISH
from app.station import NewResident

app = typer.Typer(help="Who moves in, who gets about how.", no_args_is_help=True)


class Way(StrEnum):
    """How somebody gets about, as it is written on the command line."""

    WALKS = "walks"
    FRAME = "frame"
    WHEELCHAIR = "wheelchair"
    BED = "bed"
    UNKNOWN = "unknown"

    @property
    def mobility(self) -> Mobility:
        """What goes on record."""
        return Mobility.UNKNOWN if self is Way.UNKNOWN else Mobility(self.value)


@app.command("add")
def add(
    given_name: Annotated[str, typer.Argument(help="Given name.")],
    family_name: Annotated[str, typer.Argument(help="Family name.")],
    room: Annotated[str, typer.Option("--room", help="Room, such as 12.")],
    by: ByOption,
    facility: FacilityOption = None,
    called: Annotated[str, typer.Option("--called", help="What they are called.")] = "",
    wing: Annotated[str, typer.Option("--wing", help="Neighbourhood.")] = "",
    born: Annotated[
        datetime | None, typer.Option("--born", formats=["%Y-%m-%d"], help="Day of birth.")
    ] = None,
    language: Annotated[str, typer.Option("--language", help="en or es.")] = ENGLISH,
) -> None:
    """Take in somebody who moves in; programs that run know them within a minute.

    Example: lilo residents add Ada Lane --room 14 --born 1938-04-16 --by dana
    """
    day = born.date() if born else None
    new = NewResident(given_name, family_name, room, called, wing, day, language)

    async def work(lilo: Lilo, session: StaffSession) -> None:
        await lilo.station.residents.add(session, new)
        typer.echo("Taken in.")

    in_session(facility, by, work)


@app.command("mobility")
def mobility(
    name: Annotated[str, typer.Argument(help="Name of the resident.")],
    way: Annotated[Way, typer.Argument(help="How they get about; unknown takes it off record.")],
    by: ByOption,
    facility: FacilityOption = None,
) -> None:
    """Put on record how a resident gets about; Lilo proposes only what fits it.

    Example: lilo residents mobility "Margaret Ellis" wheelchair --by dana
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        resident = resident_named(lilo, name)
        await lilo.station.residents.set_mobility(session, resident.id, way.mobility)
        typer.echo(f"{name} is now on record as: {way.value}.")

    in_session(facility, by, work)
