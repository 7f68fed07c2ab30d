"""The key of each backup, kept beside the backups, wrapped with a key made of the database's.

A backup is unreadable once its key file is destroyed, wherever copies of the backup are. A copy of
the key file that somebody kept is destroyed with it by changing the database key afterwards
(`lilo facility rotate-key`), which wraps the remaining keys anew.
"""

import secrets
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from storage.errors import KeyUnavailableError
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


def wrap_anew(folder: Path, old_key: bytes, new_database_key: bytes) -> int:
    """Wrap every key in the folder for a changed database key; return how many there are.

    One that is wrapped for the new key already, by an earlier try, is left as it is.
    """
    count = 0
    for path in sorted(folder.glob("*.key")):
        try:
            key = read_key(path, old_key)
        except KeyUnavailableError:
            read_key(path, new_database_key)
        else:
            keep_key(path, key, new_database_key)
        count += 1
    return count
