"""Changing the database key, so that a kill at any moment leaves a facility that opens.

The database is copied to a file under the new key and put in place by one rename. Around that
stands a note that holds each of the two keys wrapped with the other: whichever of them the source
of keys gives at the next start, the other can be had, and what opens the database is the right
one. The note goes last.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from storage.backup.copying import Progress, copy_database
from storage.backup.keys import Wrapping, derived, wrap_anew
from storage.backup.looking import look_into
from storage.connection import connect
from storage.database_files import DatabaseFiles
from storage.errors import (
    KeyUnavailableError,
    StorageError,
    WrongKeyError,
    file_faults_named,
)
from storage.facility_files import FacilityPaths
from storage.file_lock import file_lock, in_use_by_nobody
from storage.key_check import KeyVerdict, read_key_check, write_key_check
from storage.keys.facility_keys import FacilityKeys
from storage.keys.source import KeySource, NewKeys, NoKeys
from storage.private_files import flush_to_disk, rename_durably, write_durably

_PURPOSE = b"lilo key rotation, 1"
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Rotated:
    """A changed database key.

    Attributes:
        kept: whether the source keeps the new keys; otherwise IT has to.
        backups: what became of the backups' keys.
        absent: folders of backups that were not there; what lies in them stays under the old key
            and can no longer be read.
    """

    keys: FacilityKeys
    kept: bool
    backups: Wrapping
    absent: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Note:
    """The note beside the database while its key changes."""

    new_under_old: str
    old_under_new: str
    state: Mapping[str, str]
    backups: Sequence[str]


def rotate_key(
    paths: FacilityPaths,
    source: KeySource,
    backups: Sequence[Path],
    progress: Progress | None = None,
) -> Rotated:
    """Give the database a new key, and wrap the keys of all backups anew. Blocking.

    Args:
        backups: folders of backups.

    Raises:
        StorageBusyError: Lilo is open on this facility.
        StorageError: no room, or the source has no new key; nothing was changed.
    """
    old = source.keys_for(paths)
    if isinstance(old, NoKeys):
        raise KeyUnavailableError(f"There is no key to change: {old.reason}")
    files = DatabaseFiles(paths.database.absolute())
    with file_faults_named(files.main), in_use_by_nobody(files.in_use), file_lock(files.lock):
        if read_key_check(files.key_check, old.database) is KeyVerdict.WRONG:
            raise WrongKeyError(
                f"The database at {files.main} was made with another key than the one given.",
                "Give the present key or passphrase first. Nothing was changed.",
            )
        look_into(files.main, old.database)
        new = source.new_keys(paths, old)
        folders = [str((folder / "keys").absolute()) for folder in backups]
        _write_note(_note_path(paths), old, new, folders)
        _copy(files, old.database, new.keys.database, progress)
        kept, wrapping = _finish(paths, files, source, old, new, folders)
        absent = tuple(folder for folder in backups if not folder.is_dir())
        return Rotated(new.keys, kept, wrapping, absent)


def settled(paths: FacilityPaths, source: KeySource, found: FacilityKeys) -> FacilityKeys:
    """Return the keys that open the database, finishing a change of key that was interrupted.

    Raises:
        StorageError: it cannot be finished now, for want of room for example.
    """
    path = _note_path(paths)
    if not path.exists():
        return found
    files = DatabaseFiles(paths.database.absolute())
    with file_faults_named(files.main), file_lock(files.lock):
        note = _read_note(path)
        if note is None:  # Another process was quicker; what was found may be the old key.
            again = source.keys_for(paths)
            return found if isinstance(again, NoKeys) else again
        pair = _both(note, found)
        if pair is None:
            return found
        old, new = pair
        if _opens(files.main, new.database):
            _finish(paths, files, source, old, NewKeys(new, note.state), note.backups)
            return new
        files.discard_restored()
        if found == old:
            path.unlink()
        return old


def _copy(files: DatabaseFiles, old: bytes, new: bytes, progress: Progress | None) -> None:
    files.discard_restored()
    # The log is folded in first: one under the old key must never lie beside the new file.
    connection = connect(files.main, old)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()
    copy_database(files.main, old, files.restored, new, progress)
    if look_into(files.main, old) != look_into(files.restored, new):
        raise StorageError("The copy under the new key is not the same.", "Check the disk.")
    rename_durably(files.restored, files.main)


def _finish(
    paths: FacilityPaths,
    files: DatabaseFiles,
    source: KeySource,
    old: FacilityKeys,
    new: NewKeys,
    backups: Sequence[str],
) -> tuple[bool, Wrapping]:
    write_key_check(files.key_check, new.keys.database)
    done = Wrapping()
    for folder in backups:
        done += wrap_anew(Path(folder), old.database, new.keys.database)
    if done.left or done.unwritten:
        _log.warning("backup_keys_not_wrapped", left=len(done.left), unwritten=len(done.unwritten))
    kept = source.keep(paths, new)
    # While a disk does not take its keys the note stays: each start tries again.
    if kept and not done.unwritten:
        _note_path(paths).unlink(missing_ok=True)
        flush_to_disk(paths.data)
    return kept, done


def _note_path(paths: FacilityPaths) -> Path:
    return paths.data / "key-rotation.json"


def _write_note(path: Path, old: FacilityKeys, new: NewKeys, backups: Sequence[str]) -> None:
    content = {
        "new_under_old": _wrapped(old, new.keys),
        "old_under_new": _wrapped(new.keys, old),
        "state": dict(new.state),
        "backups": list(backups),
    }
    write_durably(path, json.dumps(content).encode())


def _read_note(path: Path) -> _Note | None:
    try:
        return _Note(**json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise KeyUnavailableError(
            f"{path} is damaged, so the interrupted change of the key cannot be finished.",
            "Restore the latest backup. Nothing was changed.",
        ) from error


def _both(note: _Note, found: FacilityKeys) -> tuple[FacilityKeys, FacilityKeys] | None:
    if new := _unwrapped(found, note.new_under_old):
        return found, new
    if old := _unwrapped(found, note.old_under_new):
        return old, found
    return None


def _wrapped(under: FacilityKeys, keys: FacilityKeys) -> str:
    return aes_key_wrap(derived(under.database, _PURPOSE), keys.database + keys.audit).hex()


def _unwrapped(under: FacilityKeys, wrapped: str) -> FacilityKeys | None:
    try:
        both = aes_key_unwrap(derived(under.database, _PURPOSE), bytes.fromhex(wrapped))
        return FacilityKeys.from_hex(both.hex())
    except (InvalidUnwrap, ValueError):
        return None


def _opens(path: Path, key: bytes) -> bool:
    try:
        look_into(path, key)
    except StorageError:
        return False
    return True
