"""`lilo schedule`: residents' plans, from the command line and from calendar files."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from app.bootstrap import Lilo
from app.commands.as_staff import as_staff
from app.commands.options import FacilityOption, JsonOption
from app.commands.residents import resident_named
from app.commands.staff_member import ByOption
from app.commands.telling import tell
from app.errors import LiloError
from app.identity import Permission, StaffMember
from app.ids import new_uuid
from app.schedule import ItemKind, Recurrence, ScheduledItem
from app.schedule.calendar_file import CalendarFileError
from app.schedule.laying_out import Allowance, counted_out
from app.schedule.rule import read_rule

app = typer.Typer(help="What is planned for residents.", no_args_is_help=True)

ResidentOption = Annotated[str, typer.Option("--resident", help="Name of the resident.")]
LARGEST_READ = 6_000_000


class PlanOptionError(LiloError):
    """What was given for something to be planned cannot be used."""

    code = "command.plan"


@app.command("import")
def take_calendar(
    file: Annotated[Path, typer.Argument(help="An iCalendar file (.ics).")],
    resident: ResidentOption,
    by: ByOption,
    facility: FacilityOption = None,
    kind: Annotated[
        ItemKind, typer.Option(help="What things are that say nothing of themselves.")
    ] = ItemKind.ACTIVITY,
    as_json: JsonOption = False,
) -> None:
    """Put a calendar on a resident's plan; the same file again changes only what has changed.

    Exit 1 when events were left out, other than those that are over or cancelled.

    Example: lilo schedule import carol.ics --resident "Margaret Ellis" --by dana
    """
    data = _read(file)
    refused = 0

    async def work(lilo: Lilo, member: StaffMember) -> None:
        nonlocal refused
        who = resident_named(lilo, resident)
        taken = await lilo.planner.take_calendar(who.id, data, member.id, kind)
        left_out = {why.value: count for why, count in taken.left_out.items() if count}
        refused = sum(left_out.values()) - left_out.get("over", 0) - left_out.get("cancelled", 0)
        tell({"planned": len(taken.items), "left_out": left_out}, as_json=as_json)

    as_staff(facility, by, Permission.EDIT_RESIDENTS, work)
    if refused:
        raise typer.Exit(1)


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="The iCalendar file to write.")],
    resident: ResidentOption,
    by: ByOption,
    facility: FacilityOption = None,
) -> None:
    """Write a resident's plan as a calendar file. It holds personal data: keep it as such.

    Example: lilo schedule export margaret.ics --resident "Margaret Ellis" --by dana
    """

    async def work(lilo: Lilo, member: StaffMember) -> None:
        data = await lilo.planner.calendar(resident_named(lilo, resident).id, member.id)
        try:
            with file.open("xb") as written:
                written.write(data)
        except OSError as error:
            raise PlanOptionError(
                f"{file} cannot be written: {error.strerror}.", "Give a new name."
            ) from None
        typer.echo(f"{file}: {len(data):,} bytes")

    as_staff(facility, by, Permission.EDIT_RESIDENTS, work)


@app.command("list")
def list_plan(
    resident: ResidentOption,
    by: ByOption,
    facility: FacilityOption = None,
    days: Annotated[int, typer.Option(min=1, max=366, help="How far ahead.")] = 7,
    as_json: JsonOption = False,
) -> None:
    """List what is on a resident's plan, and when it comes next.

    Example: lilo schedule list --resident "Margaret Ellis" --by dana --days 14
    """

    async def work(lilo: Lilo, member: StaffMember) -> None:
        who = resident_named(lilo, resident)
        items = await lilo.planner.items(who.id, member.id)
        coming = lilo.planner.coming(items, days)
        lines = [
            {
                "id": str(each.item.id),
                "starts": each.starts.isoformat(timespec="minutes"),
                "kind": each.item.kind.value,
                "title": each.item.title,
            }
            for each in coming
        ]
        if as_json:
            typer.echo(json.dumps({"coming": lines, "items": len(items)}))
            return
        for line in lines:
            at = datetime.fromisoformat(line["starts"])
            when = f"{at:%a %d %b %H:%M}"
            typer.echo(f"{line['id']}  {when}  {line['kind']:11}  {line['title']}")
        typer.echo(f"{len(items)} on the plan.")

    as_staff(facility, by, Permission.EDIT_RESIDENTS, work)


@app.command("add")
def add(
    title: Annotated[str, typer.Argument(help="As it is to be read on the screen.")],
    at: Annotated[str, typer.Option("--at", help="When it comes first: 2026-12-03T15:00.")],
    resident: ResidentOption,
    by: ByOption,
    facility: FacilityOption = None,
    kind: Annotated[ItemKind, typer.Option(help="What it is.")] = ItemKind.ACTIVITY,
    rule: Annotated[
        str, typer.Option("--rule", help='How it comes again, as in RFC 5545: "FREQ=DAILY".')
    ] = "",
    spoken: Annotated[str, typer.Option(help="As it stands inside a sentence.")] = "",
    visitor: Annotated[str, typer.Option("--with", help='Who comes: "your daughter Carol".')] = "",
    minutes: Annotated[int, typer.Option(min=0, max=7 * 24 * 60, help="How long.")] = 0,
) -> None:
    """Put something on a resident's plan.

    Example: lilo schedule add "Tablets" --at 2026-12-03T08:00 --rule "FREQ=DAILY;BYHOUR=8,20"
    --kind medication --resident "Margaret Ellis" --by dana
    """
    first = _moment(at)
    if not title.strip():
        raise PlanOptionError("It has no title.", "Say what it is.")

    def as_written(moment: datetime) -> datetime:
        return moment.replace(tzinfo=None)

    read = read_rule(rule, as_written, first.hour) if rule else None
    repeats = counted_out(read, first, Allowance(50_000)) if read else None

    async def work(lilo: Lilo, member: StaffMember) -> None:
        item = ScheduledItem(
            new_uuid(),
            resident_named(lilo, resident).id,
            " ".join(title.split())[:200],
            spoken.strip() or " ".join(title.split())[:200],
            first.time(),
            frozenset(),
            kind,
            visitor.strip(),
            Recurrence(first.date(), repeats),
            minutes,
        )
        await lilo.planner.add(item, member.id)
        typer.echo(f"{item.id}  {item.title}")

    as_staff(facility, by, Permission.EDIT_RESIDENTS, work)


@app.command("remove")
def remove(
    item: Annotated[str, typer.Argument(help="Its id, or its beginning, as `list` shows it.")],
    resident: ResidentOption,
    by: ByOption,
    facility: FacilityOption = None,
) -> None:
    """Take something off a resident's plan, with all its repetitions.

    Example: lilo schedule remove 0192f3a1 --resident "Margaret Ellis" --by dana
    """

    async def work(lilo: Lilo, member: StaffMember) -> None:
        removed = await lilo.planner.remove(resident_named(lilo, resident).id, item, member.id)
        typer.echo(f"{removed.title} is off the plan.")

    as_staff(facility, by, Permission.EDIT_RESIDENTS, work)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            # A little more than may be: what is too large is then refused as such.
            return opened.read(LARGEST_READ)
    except OSError as error:
        raise CalendarFileError(f"{file} cannot be read: {error.strerror}.") from None


def _moment(at: str) -> datetime:
    try:
        moment: Any = datetime.fromisoformat(at)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None:
        raise PlanOptionError(
            f"“{at}” is no local time.", "Write it as 2026-12-03T15:00, in the facility's time."
        )
    local: datetime = moment.replace(second=0, microsecond=0)
    return local
