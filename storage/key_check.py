"""Recognising a key without keeping it: a salted MAC made with the key."""

import hmac
import json
import secrets
from enum import Enum
from hashlib import sha256
from pathlib import Path

from storage.private_files import write_durably

_PURPOSE = b"lilo key check 1"
_SALT_BYTES = 16


class KeyVerdict(Enum):
    """Whether a key is the one that was noted."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    """Nothing was noted, or the note cannot be read."""


def note_of(key: bytes) -> bytes:
    """Return a note that recognises the key and does not give it away."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return salt + _mac(key, salt)


def fits(key: bytes, note: bytes) -> bool:
    """Return whether the note was made of this key."""
    salt, mac = note[:_SALT_BYTES], note[_SALT_BYTES:]
    return hmac.compare_digest(mac, _mac(key, salt))


def write_key_check(path: Path, key: bytes) -> None:
    """Note the key in a file of its own."""
    write_durably(path, json.dumps({"version": 1, "note": note_of(key).hex()}).encode())


def read_key_check(path: Path, key: bytes) -> KeyVerdict:
    """Compare the key with the noted one."""
    try:
        note = bytes.fromhex(json.loads(path.read_bytes())["note"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return KeyVerdict.UNKNOWN
    return KeyVerdict.RIGHT if fits(key, note) else KeyVerdict.WRONG


def _mac(key: bytes, salt: bytes) -> bytes:
    return hmac.new(key, _PURPOSE + salt, sha256).digest()
