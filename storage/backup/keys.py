"""The key of each backup, kept beside the backups, wrapped with a key made of the database's.

A backup is unreadable once its key file is destroyed, wherever copies of the backup are. A copy of
the key file that somebody kept is destroyed with it by changing the database key afterwards
(`lilo facility rotate-key`), which wraps the remaining keys anew.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from storage.errors import KeyUnavailableError, StorageError
from storage.private_files import make_private_folder, write_durably

_BYTES = 32
_WRAPPING = b"lilo backup keys, 1"


def new_key() -> bytes:
    """Make the key of a new backup."""
    return secrets.token_bytes(_BYTES)


def derived(key: bytes, purpose: bytes) -> bytes:
    """Make a key for one purpose out of another (HKDF, RFC 5869)."""
    return HKDF(SHA256(), _BYTES, salt=None, info=purpose).derive(key)


def keep_key(path: Path, key: bytes, database_key: bytes) -> None:
    """Write a backup's key down, wrapped (AES key wrap, RFC 3394)."""
    make_private_folder(path.parent)
    wrapped = aes_key_wrap(derived(database_key, _WRAPPING), key)
    write_durably(path, wrapped.hex().encode() + b"\n")


def read_key(path: Path, database_key: bytes) -> bytes:
    """Return a backup's key.

    Raises:
        KeyUnavailableError: it was destroyed, or wrapped with another database key.
    """
    try:
        wrapped = bytes.fromhex(path.read_text("ascii").strip())
        return aes_key_unwrap(derived(database_key, _WRAPPING), wrapped)
    except FileNotFoundError:
        raise KeyUnavailableError(
            f"The key of this backup, {path}, is gone: it was destroyed when somebody was erased, "
            "or was not copied along.",
            "Copy the folder `keys` together with the backups, or use another backup.",
        ) from None
    except (InvalidUnwrap, ValueError):
        raise KeyUnavailableError(
            f"The key of this backup, {path}, was made for another key of the database, or is "
            "damaged.",
            "Give Lilo the database key that the facility had then, or use another backup.",
        ) from None


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What became of the keys of a folder when the database key changed.

    Attributes:
        wrapped: how many fit the new key now.
        left: those that fit neither the old key nor the new one, or are damaged: their backups
            stay unreadable. They were not touched.
        unwritten: those that the disk or share did not take; worth another try.
    """

    wrapped: int = 0
    left: tuple[Path, ...] = ()
    unwritten: tuple[Path, ...] = ()

    def __add__(self, other: "Wrapping") -> "Wrapping":
        """Return what became of both."""
        return Wrapping(
            self.wrapped + other.wrapped,
            self.left + other.left,
            self.unwritten + other.unwritten,
        )


def wrap_anew(folder: Path, old_key: bytes, new_database_key: bytes) -> Wrapping:
    """Wrap every key in the folder for a changed database key; raises nothing.

    One that is wrapped for the new key already, by an earlier try, is left as it is. By now the
    database bears the new key: a backup's key that does not fit must never keep it from opening.
    """
    try:
        paths = sorted(folder.glob("*.key"))
    except OSError:
        return Wrapping(unwritten=(folder,))
    done = Wrapping()
    for path in paths:
        done += _wrapped_anew(path, old_key, new_database_key)
    return done


def _wrapped_anew(path: Path, old_key: bytes, new_key: bytes) -> Wrapping:
    try:
        if _fits(path, new_key):
            return Wrapping(wrapped=1)
        if not _fits(path, old_key):
            return Wrapping(left=(path,))
        keep_key(path, read_key(path, old_key), new_key)
    except (OSError, StorageError):
        return Wrapping(unwritten=(path,))
    return Wrapping(wrapped=1)


def _fits(path: Path, database_key: bytes) -> bool:
    try:
        read_key(path, database_key)
    except KeyUnavailableError:
        return False
    return True
