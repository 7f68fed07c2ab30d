"""`lilo facility`: making a facility, its staff and keys, and the ways back in and out."""

from pathlib import Path
from typing import Annotated

import typer

from app.audit import AuditAction
from app.bootstrap import find_keys, prepare_basics
from app.commands import facility_staff
from app.commands.answering import who_answers
from app.commands.facility_staff import chosen_passphrase
from app.commands.noting import note, note_changed_settings, progress_of
from app.commands.options import FacilityOption, ask_passphrase, existing_facility
from app.commands.staff_member import ByOption
from app.enrolment import create_facility, load_enrolment
from app.identity import Permission, StaffMember, leave_code_hash
from app.ids import StaffId, new_uuid
from app.wiring.basics import change_database_key
from app.wiring.identity import secret_policy
from resources import RESOURCES
from storage.errors import file_faults_named
from storage.keys import asked_once
from storage.private_files import write_durably

app = typer.Typer(help="Make a facility and look after its staff.", no_args_is_help=True)
app.add_typer(facility_staff.app, name="staff")
app.command("recover")(facility_staff.recover)


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
    asked for here and never stored as such; they choose their own when they first sign in.

    Example: lilo facility create /srv/lilo --from willow.yaml
    """
    enrolment = load_enrolment(people)

    policy = secret_policy(enrolment.facility.name)

    def passphrase_for(login: str) -> str:
        return chosen_passphrase(f"First passphrase for {login}", policy, member_named(login))

    def member_named(login: str) -> StaffMember:
        row = next(one for one in enrolment.staff if one.id == login)
        return StaffMember(StaffId(new_uuid()), row.id, row.given_name, row.family_name, row.role)

    code = create_facility(
        folder,
        enrolment,
        passphrase_for,
        ask_passphrase,
        knowledge=RESOURCES / "knowledge",
        typed_by_others=True,
        kiosk_resident=resident,
    )
    typer.echo(f"Recovery code: {code}")
    typer.echo(
        "Write it on paper, seal it, and lock it away. It is the only way back in when no "
        "administrator can sign in, and it is not shown again."
    )
    typer.echo(f"The facility is in {folder}. Start its kiosk: lilo kiosk --facility {folder}")


@app.command("rotate-key")
def rotate_key(by: ByOption, facility: FacilityOption = None) -> None:
    """Give the database a new key. Close Lilo first.

    The keyring gets a new key, a passphrase is chosen anew, and with systemd the credential
    `lilo-database-key-next` is taken. The audit key stays. Backups stay readable. When this is
    interrupted, the next start finishes or undoes it.

    Example: lilo facility rotate-key --by marcus --facility /srv/lilo
    """
    basics = prepare_basics(existing_facility(facility))
    ask = asked_once(ask_passphrase)
    keys = find_keys(basics, ask).keys
    who = who_answers(basics, keys, by, Permission.KEEP_FACILITY, "rotate_key")
    with progress_of("Encrypting anew") as told:
        done = change_database_key(basics, ask, told)
    note(basics, done.keys, AuditAction.KEY_ROTATED, {}, who)
    typer.echo("The database has a new key.")
    for path in done.backups.left:
        typer.echo(f"{path} fits neither key, or is damaged: its backup cannot be read.")
    for path in done.backups.unwritten:
        typer.echo(f"{path} could not be written; it is tried again at the next start.")
    for folder in done.absent:
        typer.echo(f"{folder} was not there: backups in it cannot be read with the new key.")
    if not done.kept:
        typer.echo(
            "Put the credential lilo-database-key-next in the place of lilo-database-key; until "
            "then the old one still opens the facility."
        )


@app.command("leave-code")
def leave_code(
    facility: FacilityOption = None,
    by: Annotated[str, typer.Option("--by", help="Login of who answers for it.")] = "",
) -> None:
    """Set the code that lets staff out of a kiosk that fills its screen.

    Its hash, never the code, is written to `config/leave-code.yaml`; it counts from the kiosk's
    next start. The audit log says that it was set, with --by also by whom.

    Example: lilo facility leave-code --by marcus --facility /srv/lilo
    """
    root = existing_facility(facility)
    basics = prepare_basics(root)
    keys = find_keys(basics, ask_passphrase).keys
    who = who_answers(basics, keys, by, Permission.KEEP_FACILITY, "leave_code") if by else "lilo"
    code: str = typer.prompt("Code, 6 to 12 digits", hide_input=True, confirmation_prompt=True)
    kept = leave_code_hash(code)
    note_changed_settings(basics, keys, "lilo")  # What others changed before is not theirs.
    file = root / "config" / "leave-code.yaml"
    with file_faults_named(file):
        write_durably(file, f'kiosk:\n  leave_code: "{kept}"\n'.encode())
    note_changed_settings(prepare_basics(root), keys, who)
    typer.echo("The code is set. On the kiosk: five taps in the upper left corner, then the code.")
