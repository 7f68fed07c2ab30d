"""`lilo privacy`: a person's records given, held, erased; and how long what is kept."""

import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import Lilo
from app.commands.as_staff import in_session, with_facility
from app.commands.options import FacilityOption, JsonOption
from app.commands.residents import UnknownResidentError
from app.commands.staff_member import ByOption
from app.commands.telling import tell
from app.custody import RetentionKind
from app.errors import LiloError
from app.identity import Resident, StaffSession, find_by_name
from app.wiring.guarding import wire_custody
from storage.person_file import open_person_file, seal_person_file, write_person_folder

app = typer.Typer(help="A person's records, and how long what is kept.", no_args_is_help=True)

ResidentOption = Annotated[str, typer.Option("--resident", help="Full name of the resident.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why; without anybody's name.")]
MIN_CHARACTERS = 12


class PassphraseError(LiloError):
    """A file's passphrase is missing, too short or wrong."""

    code = "command.passphrase"


@app.command("export")
def export(
    resident: ResidentOption,
    by: ByOption,
    to: Annotated[Path, typer.Option("--to", help="File to write; a folder with --plain.")],
    facility: FacilityOption = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Write the files readable for everybody who gets them.")
    ] = False,
) -> None:
    """Write everything kept of a person: `person.json` and `person.pdf`, in one sealed file.

    A passphrase for the file is asked for; tell it to the person by another way. It is opened with
    `lilo privacy open`.

    Example: lilo privacy export --resident "Margaret Ellis" --by dana --to margaret.lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        who = _anybody_named(lilo, resident)
        house = lilo.basics.settings.facility
        passphrase = "" if plain else _new_passphrase()
        records = await lilo.station.custody.give(session, who.id)
        if plain:
            write_person_folder(to, records, who.full_name, house.name, lilo.basics.clock())
        else:
            seal_person_file(
                to, passphrase, records, who.full_name, house.name, lilo.basics.clock()
            )
        typer.echo(f"{sum(map(len, records.values()))} records are in {to}.")

    in_session(facility, by, work)


@app.command("open")
def open_file(
    file: Annotated[Path, typer.Argument(help="A file that `export` wrote.")],
    to: Annotated[Path, typer.Option("--to", help="A new folder.")],
) -> None:
    """Unpack an exported file into a folder; its passphrase is asked for.

    Example: lilo privacy open margaret.lilo --to margaret
    """
    passphrase: str = typer.prompt("Passphrase of the file", hide_input=True, err=True)
    open_person_file(file, passphrase, to)
    typer.echo(f"The files are in {to}.")


@app.command("erase")
def erase(
    resident: ResidentOption,
    by: ByOption,
    reason: ReasonOption = "",
    facility: FacilityOption = None,
    now: Annotated[bool, typer.Option("--now", help="Erase at once; cannot be undone.")] = False,
    cancel: Annotated[bool, typer.Option("--cancel", help="Take an erasure back.")] = False,
) -> None:
    """Hide a person at once and erase them in 30 days; with --now at once and for good.

    Erased is every record of the person, in every table and index. What stays has no name and no
    words: that there was an alert and what staff did, and the audit log. Older backups become
    unreadable as soon as a new one is made. Close the person's kiosk first.

    Example: lilo privacy erase --resident "Margaret Ellis" --by dana --reason "moved away"
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        who = _anybody_named(lilo, resident)
        custody = lilo.station.custody
        if cancel:
            await custody.cancel_erasure(session, who.id, reason)
            typer.echo("The erasure is taken back.")
        elif now:
            if sys.stdin.isatty():
                typer.confirm("Erase this person for good? This cannot be undone.", abort=True)
            erased = await custody.erase(session, who.id)
            typer.echo(f"Erased: {sum(erased.rows.values())} records.")
            _hint_at_files(lilo, who)
        else:
            decision = await custody.request_erasure(session, who.id, reason)
            typer.echo(
                "The person is hidden in every window, and will be erased on "
                f"{decision.due_at:%Y-%m-%d}. A kiosk of their own goes on until it is closed."
            )

    in_session(facility, by, work)


@app.command("hold")
def hold(
    resident: ResidentOption,
    by: ByOption,
    reason: ReasonOption = "",
    facility: FacilityOption = None,
    lift: Annotated[bool, typer.Option("--lift", help="Lift the hold.")] = False,
) -> None:
    """Keep everything of a person, whatever retention or erasure say, until it is lifted.

    Example: lilo privacy hold --resident "Margaret Ellis" --by dana --reason "case 12"
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        who = _anybody_named(lilo, resident)
        await lilo.station.custody.set_hold(session, who.id, reason, held=not lift)
        typer.echo("The legal hold is lifted." if lift else "A legal hold stands.")

    in_session(facility, by, work)


@app.command("retention")
def retention(
    facility: FacilityOption = None,
    apply: Annotated[bool, typer.Option("--apply", help="Delete now, not at night.")] = False,
    by: Annotated[str, typer.Option("--by", help="Login of who answers for --apply.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Show how long what is kept, and how much of it is due to be deleted.

    With --apply somebody answers for it: --by. Each night Lilo does it by itself.

    Example: lilo privacy retention --facility /srv/lilo
    """
    if apply and not by:
        raise typer.BadParameter("Give --by with --apply.", param_hint="--by")

    async def deleting(lilo: Lilo, session: StaffSession) -> None:
        _show(lilo, await lilo.station.custody.expire(session), "deleted", as_json=as_json)

    async def showing(lilo: Lilo) -> None:
        desk = wire_custody(lilo.basics, lilo.keys, lilo.database)
        _show(lilo, await asyncio.to_thread(desk.would_expire), "due", as_json=as_json)

    if apply:
        in_session(facility, by, deleting)
    else:
        with_facility(facility, showing)


def _show(lilo: Lilo, counts: Mapping[RetentionKind, int], what: str, *, as_json: bool) -> None:
    days = lilo.basics.settings.privacy.retention.model_dump()
    shown = {kind.value: {"days": days[kind], what: count} for kind, count in counts.items()}
    typer.echo(json.dumps(shown)) if as_json else tell(shown, as_json=False)


def _anybody_named(lilo: Lilo, name: str) -> Resident:
    """Find a resident, also one who is hidden because they are to be erased."""
    with lilo.database.reading() as unit:
        owners = [unit.residents.get(who) for who in unit.records.owners()]
    found = find_by_name([who for who in owners if who is not None], name)
    if len(found) != 1:
        raise UnknownResidentError(
            "There is no such resident." if not found else "More than one resident is called that.",
            "Give the full name, as it is written in the facility.",
        )
    return found[0]


def _hint_at_files(lilo: Lilo, who: Resident) -> None:
    if lilo.basics.settings.kiosk.resident.casefold() == who.full_name.casefold():
        typer.echo(
            "Their name still stands in config/facility.yaml as the kiosk's resident. Change it."
        )


def _new_passphrase() -> str:
    passphrase: str = typer.prompt(
        f"Passphrase for the file ({MIN_CHARACTERS} characters or more)",
        hide_input=True,
        confirmation_prompt=True,
        err=True,
    )
    if len(passphrase) < MIN_CHARACTERS:
        raise PassphraseError(f"It needs {MIN_CHARACTERS} characters.", "Take four or five words.")
    return passphrase
