"""`lilo residents`: who moves in."""

from datetime import datetime
from typing import Annotated

import typer

from app.bootstrap import Lilo
from app.commands.as_staff import in_session
from app.commands.options import FacilityOption
from app.commands.staff_member import ByOption
from app.identity import StaffSession
from app.language_files import ENGLISH
from app.station import NewResident

app = typer.Typer(help="Who moves in.", no_args_is_help=True)


@app.callback()
def _residents() -> None:
    """Keep `add` a command of its own."""


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
