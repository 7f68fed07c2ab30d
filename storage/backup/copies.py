"""The second folder: the newest backup, and the keys of those that lie in both."""

import shutil

from storage.backup.folder import Backup, BackupFolder
from storage.private_files import make_private_folder, write_durably


def is_copied(first: BackupFolder, second: BackupFolder) -> bool:
    """Whether the newest readable backup lies in the second folder too, with its present key."""
    newest = _newest(first)
    if newest is None:
        return True
    copy = second.named(newest.name)
    return copy is not None and _same_key(newest, copy)


def bring_copies(first: BackupFolder, second: BackupFolder, keep: int) -> None:
    """Copy the newest readable backup unless it is there, and remove the oldest copies.

    A folder that was away while the database key changed has keys that fit no more: those of
    backups that lie in both are brought as well.

    Raises:
        OSError: the folder is away, read-only or full; what lies in it is whole.
    """
    make_private_folder(second.path)
    second.discard_unfinished()
    newest = _newest(first)
    if newest is not None and second.named(newest.name) is None:
        copy = second.begin(newest.name)
        shutil.copytree(newest.folder, copy.folder, dirs_exist_ok=True)
        _bring_key(newest, copy)
        second.finish(copy)
    for copy in second.all():
        backup = first.named(copy.name)
        if backup is not None and backup.key_file.exists() and not _same_key(backup, copy):
            _bring_key(backup, copy)
    for old in second.all()[:-keep]:
        second.remove(old)


def _newest(folder: BackupFolder) -> Backup | None:
    return next((b for b in reversed(folder.all()) if b.key_file.exists()), None)


def _same_key(backup: Backup, copy: Backup) -> bool:
    return copy.key_file.exists() and backup.key_file.read_bytes() == copy.key_file.read_bytes()


def _bring_key(backup: Backup, copy: Backup) -> None:
    make_private_folder(copy.key_file.parent)
    write_durably(copy.key_file, backup.key_file.read_bytes())
