"""Everything kept of a person as files to hand over: JSON for programs, PDF to read."""

import io
import json
import secrets
import shutil
import tarfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from argon2.low_level import Type, hash_secret_raw

from storage.errors import DamagedDatabaseError, StorageError, file_faults_named
from storage.person_pdf import person_pdf
from storage.private_files import make_private_file, make_private_folder, write_durably
from storage.sealed_stream import SealedReader, SealedWriter

_MAGIC = b"lilo person 1\n"
_SALT_BYTES = 16
Records = Mapping[str, Sequence[Mapping[str, object]]]


def write_person_folder(
    folder: Path, records: Records, name: str, facility: str, at: datetime
) -> None:
    """Write `person.json` and `person.pdf` into a new folder that only its owner may read.

    Raises:
        StorageError: the folder is there already, or cannot be written; nothing of it stays.
    """
    if folder.exists():
        raise StorageError(f"{folder} exists already.", "Give another name.")
    with file_faults_named(folder):
        make_private_folder(folder)
        try:
            for file, content in _files(records, name, facility, at).items():
                write_durably(folder / file, content)
        except OSError:
            # Half of it would be taken for the whole, and stand in the way of the next try.
            shutil.rmtree(folder, ignore_errors=True)
            raise


def seal_person_file(
    path: Path, passphrase: str, records: Records, name: str, facility: str, at: datetime
) -> None:
    """Write both into one file that the passphrase opens (argon2id, AES-256-GCM).

    Raises:
        StorageError: the file is there already, or cannot be written; nothing of it stays.
    """
    if path.exists():
        raise StorageError(f"{path} exists already.", "Give another name.")
    salt = secrets.token_bytes(_SALT_BYTES)
    with file_faults_named(path):
        make_private_file(path)
        try:
            _seal(path, _key(passphrase, salt), salt, _files(records, name, facility, at))
        except OSError:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            raise


def _seal(path: Path, key: bytes, salt: bytes, files: Mapping[str, bytes]) -> None:
    with path.open("wb") as file:
        file.write(_MAGIC + salt)
        sealed = SealedWriter(file, key)
        with tarfile.open(fileobj=cast("IO[bytes]", sealed), mode="w|") as archive:
            for member, content in files.items():
                info = tarfile.TarInfo(member)
                info.size, info.mode = len(content), 0o600
                archive.addfile(info, io.BytesIO(content))
        sealed.close()


def open_person_file(path: Path, passphrase: str, folder: Path) -> None:
    """Unpack what `seal_person_file` wrote into a new folder.

    Raises:
        StorageError: the passphrase is wrong, the file was altered, or the folder is there.
    """
    if folder.exists():
        raise StorageError(f"{folder} exists already.", "Give another name.")
    with file_faults_named(path), path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise StorageError(f"{path} is not a file that Lilo exported.")
        key = _key(passphrase, file.read(_SALT_BYTES))
        try:
            sealed = cast("IO[bytes]", SealedReader(file, key))
            with tarfile.open(fileobj=sealed, mode="r|") as archive:
                make_private_folder(folder)
                archive.extractall(folder, filter="data")
        except (DamagedDatabaseError, tarfile.TarError) as error:
            raise StorageError(
                "The passphrase is wrong, or the file was altered.", "Try the passphrase again."
            ) from error


def _files(records: Records, name: str, facility: str, at: datetime) -> Mapping[str, bytes]:
    content = {"facility": facility, "made_at": at.isoformat(), "records": records}
    return {
        "person.json": json.dumps(content, indent=1, ensure_ascii=False).encode(),
        "person.pdf": person_pdf(records, name, facility, at),
    }


def _key(passphrase: str, salt: bytes) -> bytes:
    # The costs of the facility's own passphrase (RFC 9106, second recommended choice).
    return hash_secret_raw(passphrase.encode("utf-8"), salt, 3, 65536, 4, 32, Type.ID)
