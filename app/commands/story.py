"""`lilo story`: life stories, from the command line."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console

from app.bootstrap import Lilo
from app.commands.as_staff import as_staff
from app.commands.options import FacilityOption, JsonOption
from app.commands.residents import resident_named
from app.commands.staff_member import ByOption
from app.commands.telling import tell
from app.identity import Permission, StaffMember
from app.ids import DocumentId
from app.story import Story, StoryError

app = typer.Typer(help="A resident's life story, with photographs.", no_args_is_help=True)

ResidentOption = Annotated[str, typer.Option("--resident", help="Name of the resident.")]


@app.command("import")
def take_in(
    folder: Annotated[Path, typer.Argument(help="Holds stories.csv or .md files, and pictures.")],
    resident: ResidentOption,
    by: ByOption,
    facility: FacilityOption = None,
) -> None:
    """Take in what a family wrote, with its photographs. Exit 1 where something was left out.

    Example: lilo story import /media/usb/margaret --resident "Margaret Ellis" --by dana
    """
    left_out: list[str] = []

    async def work(lilo: Lilo, member: StaffMember) -> None:
        who = resident_named(lilo, resident)
        with Console(stderr=True).status("Reading stories and photographs"):
            done = await lilo.stories.take_in(who, folder, member.id)
        typer.echo(f"Kept: {done.kept} stories, {done.photos} photographs.")
        left_out.extend(f"{problem.where}: {problem.what}" for problem in done.problems)

    as_staff(facility, by, Permission.EDIT_RESIDENTS, work)
    for line in left_out:
        typer.echo(f"Left out. {line}", err=True)
    if left_out:
        raise typer.Exit(1)


@app.command("list")
def list_stories(
    resident: ResidentOption,
    by: ByOption,
    facility: FacilityOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a resident's stories by their time.

    Example: lilo story list --resident "Margaret Ellis" --by dana --facility /srv/lilo
    """

    async def work(lilo: Lilo, member: StaffMember) -> None:
        stories = await lilo.stories.read_by_staff(resident_named(lilo, resident).id, member.id)
        if as_json:
            tell({"stories": [_told(story) for story in stories]}, as_json=True)
            return
        for story in stories:
            passage, photos = story.passage, len(story.photos)
            typer.echo(
                f"{passage.id}  {story.told_time:16}  {passage.sensitivity.value:11}  "
                f"{photos:2} photos  {passage.title}"
            )

    as_staff(facility, by, Permission.EDIT_RESIDENTS, work)


@app.command("remove")
def remove(
    story: Annotated[str, typer.Argument(help="The story's id, as `list` shows it.")],
    resident: ResidentOption,
    by: ByOption,
    facility: FacilityOption = None,
) -> None:
    """Remove a story with its photographs, for good.

    Example: lilo story remove 0192... --resident "Margaret Ellis" --by dana
    """

    async def work(lilo: Lilo, member: StaffMember) -> None:
        await lilo.stories.remove(resident_named(lilo, resident).id, _id(story), member.id)
        typer.echo("The story and its photographs are removed.")

    as_staff(facility, by, Permission.EDIT_RESIDENTS, work)


def _told(story: Story) -> dict[str, object]:
    passage = story.passage
    return {
        "id": str(passage.id),
        "title": passage.title,
        "when": story.told_time,
        "people": list(passage.people),
        "places": list(passage.places),
        "sensitivity": passage.sensitivity.value,
        "photos": len(story.photos),
    }


def _id(text: str) -> DocumentId:
    try:
        return DocumentId(UUID(text))
    except ValueError:
        raise StoryError(
            f"“{text}” is no id of a story.", "Copy it from `lilo story list`."
        ) from None
