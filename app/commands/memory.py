"""`lilo memory`: what Lilo remembers of a resident, for staff, from the command line."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

import typer

from app.bootstrap import Lilo
from app.commands.as_staff import in_session
from app.commands.options import FacilityOption
from app.commands.residents import resident_named
from app.commands.staff_member import ByOption
from app.identity import StaffSession
from app.ids import MemoryId
from app.memory import MemoryGoneError

app = typer.Typer(help="What Lilo remembers of a resident.", no_args_is_help=True)

ResidentOption = Annotated[str, typer.Option("--resident", help="Name of the resident.")]
IdArgument = Annotated[str, typer.Argument(help="The memory's id, as `list` shows it.")]
Work = Callable[[Lilo, StaffSession], Awaitable[None]]


@app.command("list")
def list_memories(
    resident: ResidentOption,
    by: ByOption,
    facility: FacilityOption = None,
    history: Annotated[
        bool, typer.Option("--history", help="Also what was superseded, summed up or faded.")
    ] = False,
) -> None:
    """Show what Lilo remembers of a resident, and what waits for somebody to read it.

    Example: lilo memory list --resident "Margaret Ellis" --by dana --facility /srv/lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        who = resident_named(lilo, resident).id
        for one in await lilo.station.memories.of(session, who, history=history):
            heard = one.heard_at.date().isoformat()
            typer.echo(f"{one.id}  {one.state:10}  {one.kind:12}  {heard}  {one.text}")
        for doubt in await lilo.station.memories.doubts(session, who):
            typer.echo(f"{doubt.id}  to review   {doubt.reason:12}  {doubt.said}")

    in_session(facility, by, work)


@app.command("correct")
def correct(
    memory: IdArgument,
    text: Annotated[str, typer.Argument(help="The right words, in the second person.")],
    by: ByOption,
    facility: FacilityOption = None,
) -> None:
    """Put the words of a memory right.

    Example: lilo memory correct 0192... "You were a butcher." --by dana --facility /srv/lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        await lilo.station.memories.correct(session, _id(memory), text)
        typer.echo("The memory is corrected.")

    in_session(facility, by, work)


@app.command("delete")
def delete(memory: IdArgument, by: ByOption, facility: FacilityOption = None) -> None:
    """Forget a memory for good.

    Example: lilo memory delete 0192... --by dana --facility /srv/lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        await lilo.station.memories.delete(session, _id(memory))
        typer.echo("The memory is forgotten.")

    in_session(facility, by, work)


@app.command("settle")
def settle(
    resident: ResidentOption, doubt: IdArgument, by: ByOption, facility: FacilityOption = None
) -> None:
    """Take words off the review list once you have read them.

    Example: lilo memory settle --resident "Margaret Ellis" 0192... --by dana
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        who = resident_named(lilo, resident).id
        await lilo.station.memories.settle(session, who, [_id(doubt)])
        typer.echo("It is off the list.")

    in_session(facility, by, work)


def _id(text: str) -> MemoryId:
    try:
        return MemoryId(UUID(text))
    except ValueError:
        raise MemoryGoneError(
            f"“{text}” is no id of a memory.", "Copy it from `lilo memory list`."
        ) from None
