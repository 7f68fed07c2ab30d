"""Progress on the terminal, and an audit entry for what a command did without opening Lilo."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from app.audit import AuditAction, AuditDraft, Detail
from app.bootstrap import Basics
from app.wiring.guarding import wire_checkpoints
from app.wiring.setting_changes import note_settings
from storage import Database, FacilityKeys, FacilityPaths
from storage.backup.copying import Progress as Told


def note(
    basics: Basics,
    keys: FacilityKeys,
    action: AuditAction,
    details: dict[str, Detail],
    by: str = "lilo",
) -> None:
    """Write an audit entry, and a checkpoint after it.

    Args:
        by: id of the staff member who answers for it; "lilo" where nobody was asked.
    """
    with Database.open(FacilityPaths(basics.root).database, keys) as database:
        with database.unit() as unit:
            unit.audit.append(AuditDraft(action, by, "", details), basics.clock())
        wire_checkpoints(basics, keys, database).take()


def note_changed_settings(basics: Basics, keys: FacilityKeys, by: str) -> None:
    """Write an entry for each setting that a command has changed, and who answers for it."""
    with Database.open(FacilityPaths(basics.root).database, keys) as database:
        with database.unit() as unit:
            for draft in note_settings(basics, keys, unit.settings_mark, by):
                unit.audit.append(draft, basics.clock())
        wire_checkpoints(basics, keys, database).take()


@contextmanager
def progress_of(what: str) -> Iterator[Told]:
    """Show a bar for what takes longer than a second."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as shown:
        task = shown.add_task(what)
        yield lambda done, all_: shown.update(task, completed=done, total=all_)
