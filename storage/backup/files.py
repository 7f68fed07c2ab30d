"""What a backup holds besides the database: configuration, checkpoints, photos."""

import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from storage.backup.folder import Backup
from storage.backup.keys import derived
from storage.errors import DamagedDatabaseError
from storage.facility_files import FacilityPaths
from storage.private_files import make_private_file, make_private_folder
from storage.sealed_stream import SealedReader, SealedWriter

_PURPOSE = b"lilo backup files, 1"
_READ_BYTES = 1 << 20
SEALED = ("config", "checkpoints", "photos")
"""Folders of the facility that go along."""


def keep_files(paths: FacilityPaths, backup: Backup, key: bytes) -> None:
    """Write the facility's files into the backup."""
    make_private_file(backup.files)
    with backup.files.open("wb") as file:
        sealed = SealedWriter(file, derived(key, _PURPOSE))
        with tarfile.open(fileobj=cast("IO[bytes]", sealed), mode="w|") as archive:
            for name in SEALED:
                if (paths.root / name).is_dir():
                    archive.add(paths.root / name, name, filter=_without_locks)
        sealed.close()
    for path in (paths.facility_id, paths.passphrase):
        if path.exists():
            make_private_folder(backup.open_files)
            shutil.copyfile(path, backup.open_files / path.name)


def read_files(backup: Backup, key: bytes) -> None:
    """Read every file to its end as unpacking would, and write none of it anywhere.

    The folder of backups may be somebody else's disk: what is sealed must not lie there readable,
    not even for as long as a proof takes.

    Raises:
        DamagedDatabaseError: they were altered, or could not be unpacked.
    """
    nowhere = str(backup.folder.absolute())
    with _unsealed(backup, key) as archive:
        for member in archive:
            tarfile.data_filter(member, nowhere)
            if (content := archive.extractfile(member)) is not None:
                while content.read(_READ_BYTES):
                    pass


def unpack_files(backup: Backup, key: bytes, target: Path) -> None:
    """Write the backup's files into a new folder.

    Raises:
        DamagedDatabaseError: they were altered.
    """
    make_private_folder(target)
    with _unsealed(backup, key) as archive:
        archive.extractall(target, filter="data")


@contextmanager
def _unsealed(backup: Backup, key: bytes) -> Iterator[tarfile.TarFile]:
    try:
        with backup.files.open("rb") as file:
            sealed = cast("IO[bytes]", SealedReader(file, derived(key, _PURPOSE)))
            with tarfile.open(fileobj=sealed, mode="r|") as archive:
                yield archive
    except tarfile.TarError as error:
        raise DamagedDatabaseError(
            f"The files in the backup {backup.name} cannot be unpacked.", "Use another backup."
        ) from error


def bring_key_files(backup: Backup, paths: FacilityPaths) -> None:
    """Copy what finds the key into a facility that has nothing yet.

    The key itself is in none of these files: it comes from the keyring, the credentials or the
    passphrase, as at every start.
    """
    paths.prepare()
    if backup.open_files.is_dir():
        for path in backup.open_files.iterdir():
            target = paths.data / path.name
            if not target.exists():
                shutil.copyfile(path, target)
                target.chmod(0o600)


def _without_locks(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if member.name.endswith(".lock") else member
