"""`lilo backup`: making, proving, listing and putting back backups."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.audit import AuditAction
from app.bootstrap import Basics, find_keys, prepare_basics
from app.commands.answering import who_answers
from app.commands.backup_schedule import schedule
from app.commands.noting import note, progress_of
from app.commands.options import FacilityOption, JsonOption, ask_passphrase, existing_facility
from app.commands.staff_member import ByOption
from app.commands.telling import tell
from app.errors import LiloError
from app.identity import Permission
from app.wiring.guarding import backup_order, wire_checkpoints
from storage import Database, FacilityKeys, FacilityPaths, StorageError
from storage.backup import (
    Backup,
    BackupFolder,
    NewerThanBackupError,
    bring_key_files,
    make_backup,
    restore_backup,
    verify_backup,
)

app = typer.Typer(help="Backups.", no_args_is_help=True)

app.command("schedule")(schedule)

BackupArgument = Annotated[
    str, typer.Argument(help="Name of a backup, as `list` shows it, or its folder.")
]


class UnknownBackupError(LiloError):
    """There is no such backup."""

    code = "command.unknown_backup"


class CopyError(LiloError):
    """A backup is made, but not in the second folder."""

    code = "command.backup_copy"


@app.command("create")
def create(facility: FacilityOption = None, as_json: JsonOption = False) -> None:
    """Make a backup while Lilo runs, and prove it by restoring it into a scratch place.

    Example: lilo backup create --facility /srv/lilo
    """
    basics, keys = _prepared(facility)
    with progress_of("Copying") as told:
        report = make_backup(backup_order(basics, keys, "command"), verify_backup, told)
    note(basics, keys, AuditAction.BACKUP_MADE, {"backup": report.backup.name})
    tell(
        {
            "backup": report.backup.name,
            "folder": str(report.backup.folder),
            "copied_to": str(report.copied_to or ""),
            "megabytes": round(report.megabytes, 1),
            "copied_mb_per_s": round(report.megabytes / report.copied_s, 1),
            "proven_mb_per_s": round(report.megabytes / report.proven_s, 1),
        },
        as_json=as_json,
    )
    if report.copy_fault:
        raise CopyError(
            f"The backup is made and proven, but it was not copied: {report.copy_fault.message}",
            "Mount the folder. The copy is tried again each hour while Lilo runs, and at the next "
            "`lilo backup create`.",
        )


@app.command("list")
def list_backups(facility: FacilityOption = None, as_json: JsonOption = False) -> None:
    """Show the backups of a facility, oldest first.

    Example: lilo backup list --facility /srv/lilo
    """
    root = existing_facility(facility)
    basics = prepare_basics(root)
    shown = []
    for folder in _folders(basics):
        for backup in folder.all():
            told = backup.told()
            readable = "" if backup.key_file.exists() else "unreadable: its key was destroyed"
            shown.append(
                {
                    "backup": backup.name,
                    "made": told.made_at,
                    "by": told.reason,
                    "megabytes": round(told.bytes / 1e6, 1),
                    "audit entries": told.audit_count,
                    "state": readable or "readable",
                    "folder": str(folder.path),
                }
            )
    tell({"backups": shown}, as_json=as_json)


@app.command("verify")
def verify(
    backup: BackupArgument = "", facility: FacilityOption = None, as_json: JsonOption = False
) -> None:
    """Restore a backup, by default the newest, into a scratch place and check all of it.

    Exit 2 with the reason when it does not prove good.

    Example: lilo backup verify --facility /srv/lilo
    """
    basics, keys = _prepared(facility)
    one = _found(basics, backup)
    with progress_of("Checking") as told:
        manifest = verify_backup(one, keys, told)
    tell(
        {
            "backup": one.name,
            "good": True,
            "made": manifest.made_at,
            "audit entries": manifest.audit_count,
        },
        as_json=as_json,
    )


@app.command("restore")
def restore(
    backup: BackupArgument,
    by: ByOption,
    facility: Annotated[
        Path,
        typer.Option(
            "--facility", help="The facility's folder, or a new one.", envvar="LILO_FACILITY"
        ),
    ],
    replace_newer: Annotated[
        bool,
        typer.Option("--replace-newer", help="Also when the facility holds more than the backup."),
    ] = False,
) -> None:
    """Put a backup back, into the facility or, on another machine, into a new folder.

    Close Lilo first. What is there is set aside in `data/set-aside`, not deleted. When the facility
    holds more than the backup you are asked. Who answers for it signs in on the facility as it is;
    where that does not open, on what was put back.

    Example: lilo backup restore 000042-20261127T033000Z --by marcus --facility /srv/lilo
    """
    given = Path(backup)
    one = Backup(given.absolute()) if (given / "manifest.json").is_file() else None
    paths = FacilityPaths(facility)
    if one is not None and not paths.holds_data():
        bring_key_files(one, paths)
    basics = prepare_basics(facility)
    one = one or _found(basics, backup)
    keys = find_keys(basics, ask_passphrase).keys
    who = _answering(basics, keys, by) if _opens(paths, keys) else ""
    with progress_of("Restoring") as told:
        try:
            done = restore_backup(
                one, paths, keys, basics.clock(), replace_newer=replace_newer, progress=told
            )
        except NewerThanBackupError as error:
            if not (sys.stdin.isatty() and typer.confirm(f"{error.message} Go on?")):
                raise
            done = restore_backup(
                one, paths, keys, basics.clock(), replace_newer=True, progress=told
            )
    basics = prepare_basics(facility)
    with Database.open(paths.database, keys) as database:
        wire_checkpoints(basics, keys, database).restored()
    try:
        who = who or _answering(basics, keys, by)
    finally:
        # It is put back, whoever answers for it: the log says so in any case.
        note(basics, keys, AuditAction.BACKUP_RESTORED, {"backup": one.name}, who or "unknown")
    typer.echo(f"The facility in {facility} is as it was at {done.manifest.made_at}.")
    if done.set_aside:
        typer.echo(f"What was there before is in {done.set_aside}; delete it when all is well.")


def _answering(basics: Basics, keys: FacilityKeys, by: str) -> str:
    return who_answers(basics, keys, by, Permission.KEEP_FACILITY, "backup_restore")


def _opens(paths: FacilityPaths, keys: FacilityKeys) -> bool:
    if not paths.database.exists():
        return False
    try:
        with Database.open(paths.database, keys):
            return True
    except StorageError:
        return False


def _prepared(facility: Path | None) -> tuple[Basics, FacilityKeys]:
    basics = prepare_basics(existing_facility(facility))
    return basics, find_keys(basics, ask_passphrase).keys


def _folders(basics: Basics) -> list[BackupFolder]:
    paths, named = FacilityPaths(basics.root), basics.settings.backup
    places = [named.folder or paths.backups, paths.before_migration]
    return [BackupFolder(p.absolute()) for p in (*places, named.copy_to) if p is not None]


def _found(basics: Basics, name: str) -> Backup:
    folders = _folders(basics)
    if not name:
        newest = folders[0].all()[-1:]
        if newest:
            return newest[0]
        raise UnknownBackupError("There is no backup yet.", "Make one: lilo backup create")
    path = Path(name)
    if (path / "manifest.json").is_file():
        return Backup(path.absolute())
    for folder in folders:
        if one := folder.named(name):
            return one
    raise UnknownBackupError(f"There is no backup called {name}.", "See `lilo backup list`.")
