"""`lilo backup schedule`: when nightly backups are made and where, and how they stand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from app.backup import BackupStanding, standing_of
from app.bootstrap import Basics, find_keys, prepare_basics
from app.commands.answering import who_answers
from app.commands.noting import note_changed_settings
from app.commands.options import FacilityOption, JsonOption, ask_passphrase, existing_facility
from app.commands.telling import tell
from app.errors import LiloError
from app.identity import Permission
from app.plain_yaml import read_yaml
from storage import Database, FacilityKeys, FacilityPaths
from storage.errors import file_faults_named
from storage.private_files import write_durably

_FILE = "backup-schedule.yaml"


class ScheduleError(LiloError):
    """The schedule of backups cannot be changed as asked."""

    code = "command.backup_schedule"


def schedule(
    facility: FacilityOption = None,
    at: Annotated[str, typer.Option("--at", help="Local time of the nightly backup, HH:MM.")] = "",
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where backups are made; best another disk.")
    ] = None,
    copy_to: Annotated[
        Path | None, typer.Option("--copy-to", help="A second folder, such as a share.")
    ] = None,
    keep: Annotated[
        int | None, typer.Option("--keep", help="How many finished backups stay.")
    ] = None,
    enabled: Annotated[
        bool | None, typer.Option("--on/--off", help="Whether one is made each night.")
    ] = None,
    no_copy: Annotated[bool, typer.Option("--no-copy", help="No second folder any more.")] = False,
    by: Annotated[str, typer.Option("--by", help="Login of who answers for a change.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Show when nightly backups are made and where, how the last went, and what the next will do.

    With options it is changed, in `config/backup-schedule.yaml`; --by says who answers for it.
    Windows that are open take it at their next start.

    Example: lilo backup schedule --at 02:30 --copy-to /mnt/share/lilo --by marcus
    """
    root = existing_facility(facility)
    basics = prepare_basics(root)
    keys = find_keys(basics, ask_passphrase).keys
    asked: dict[str, Any] = {
        "at": at or None,
        "folder": str(folder.absolute()) if folder else None,
        "copy_to": str(copy_to.absolute()) if copy_to else None,
        "keep": keep,
        "enabled": enabled,
    }
    changes = {key: value for key, value in asked.items() if value is not None}
    if no_copy:
        changes["copy_to"] = None
    if changes:
        if not by:
            raise typer.BadParameter("Say who answers for the change.", param_hint="--by")
        who = who_answers(basics, keys, by, Permission.KEEP_FACILITY, "backup_schedule")
        note_changed_settings(basics, keys, "lilo")  # What others changed before is not theirs.
        basics = _changed(root, changes)
        note_changed_settings(basics, keys, who)
    tell(_told(basics, _standing(basics, keys)), as_json=as_json)


def _changed(root: Path, changes: Mapping[str, Any]) -> Basics:
    """Write the changes over what the file says, and take them back where they do not count.

    Raises:
        SettingsError: a value is not allowed.
        ScheduleError: another file decides.
    """
    file = FacilityPaths(root).config / _FILE
    before = file.read_bytes() if file.exists() else None
    kept: dict[str, Any] = ((read_yaml(before.decode()) or {}) if before else {}).get("backup", {})
    content = yaml.safe_dump({"backup": {**kept, **changes}}, allow_unicode=True).encode()
    with file_faults_named(file):
        write_durably(file, content)
        try:
            basics = prepare_basics(root)
            counts = basics.settings.backup.model_dump(mode="json", include=set(changes))
            others = [key for key, value in changes.items() if not _same(counts[key], value)]
            if others:
                raise ScheduleError(
                    f"Another file in {file.parent} sets {', '.join(others)} and comes later.",
                    "Take it out there, or change it there. Nothing was changed.",
                )
        except LiloError:
            if before is None:
                file.unlink()
            else:
                write_durably(file, before)
            raise
    return basics


def _same(counts: object, asked: object) -> bool:
    # A time is read as "02:30:00".
    return counts == asked or (isinstance(asked, str) and counts == f"{asked}:00")


def _standing(basics: Basics, keys: FacilityKeys) -> BackupStanding:
    settings = basics.settings
    nightly = settings.backup.enabled and not settings.facility.demo
    database = Database.open(FacilityPaths(basics.root).database, keys)
    with database, database.reading() as unit:
        return standing_of(
            unit.audit,
            basics.clock(),
            settings.facility.zone,
            settings.backup.at if nightly else None,
            None,
        )


def _told(basics: Basics, standing: BackupStanding) -> Mapping[str, Any]:
    settings, zone = basics.settings.backup, basics.settings.facility.zone
    folder = settings.folder or FacilityPaths(basics.root).backups
    next_one = "none: nightly backups are off, or this is a demo"
    if standing.due_at is not None:
        next_one = (
            f"{standing.due_at.astimezone(zone):%Y-%m-%d %H:%M}: made and proven in {folder}; the "
            f"newest {settings.keep} stay"
        ) + (f"; copied to {settings.copy_to}" if settings.copy_to else "")
    made = standing.made_at
    return {
        "nightly": settings.enabled,
        "at": f"{settings.at:%H:%M}",
        "folder": str(folder),
        "copy to": str(settings.copy_to or ""),
        "keep": settings.keep,
        "next": next_one,
        "last proven": f"{made.astimezone(zone):%Y-%m-%d %H:%M}" if made else "never",
        "failed since": standing.fault,
        "copy failed": standing.copy_fault,
    }
