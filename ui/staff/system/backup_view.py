"""How backups and checkpoints stand, in two rows of words."""

from datetime import datetime, timedelta

from app.backup import BackupStanding
from ui.staff.live.health import Tone
from ui.staff.look.table import RowView
from ui.staff.wording.language import Language

CHECKPOINT_IS_LATE = timedelta(hours=2)
"""One is taken each hour in which something was recorded."""


def backup_rows(
    backup: BackupStanding, now: datetime, language: Language
) -> tuple[RowView, RowView]:
    """Say how backups stand, and how old the newest checkpoint is."""
    return _backup(backup, now, language), _checkpoint(backup.checkpoint_at, now, language)


def _backup(backup: BackupStanding, now: datetime, language: Language) -> RowView:
    words = language.words.system
    is_well = backup.is_well(now)
    if backup.fault:
        said = words.backup_failed
    elif backup.copy_fault:
        said = words.backup_uncopied
    elif backup.made_at is None:
        said = words.backup_none
    else:
        said = words.backup_good if is_well else words.backup_late
    told = []
    if backup.made_at is not None:
        told.append(words.backup_when.format(when=language.when(backup.made_at, now)))
    if fault := backup.fault or backup.copy_fault:
        told.append(words.backup_why.format(message=words.backup_faults.get(fault, fault)))
    if backup.due_at is None:
        told.append(words.backup_off)
    else:
        told.append(words.backup_next.format(when=language.when(backup.due_at, now)))
    return RowView("", (words.backup, said, "; ".join(told)), Tone.GOOD if is_well else Tone.BAD)


def _checkpoint(taken: datetime | None, now: datetime, language: Language) -> RowView:
    words = language.words.system
    if taken is None:
        return RowView("", (words.checkpoint, words.checkpoint_none, ""), Tone.UNKNOWN)
    is_late = now - taken > CHECKPOINT_IS_LATE
    state = words.checkpoint_late if is_late else words.checkpoint_good
    detail = words.newest.format(when=language.when(taken, now))
    return RowView("", (words.checkpoint, state, detail), Tone.BAD if is_late else Tone.GOOD)
