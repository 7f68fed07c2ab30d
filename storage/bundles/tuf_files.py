"""Metadata of The Update Framework, read without trusting what is read."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Signed


def read_metadata(raw: bytes) -> Metadata[Any]:
    """Return signed metadata; whose signature counts is for the caller to find out.

    Raises:
        DeserializationError: it has another form.
    """
    found: Metadata[Any] = Metadata[Root].from_bytes(raw)
    return found


def read_signed(path: Path) -> Signed:
    """Return what a file of trusted metadata says.

    Raises:
        DeserializationError: it has another form.
        OSError: it cannot be read.
    """
    signed: Signed = read_metadata(path.read_bytes()).signed
    return signed


def expiries_of(root: Path, publisher: str) -> dict[str, datetime]:
    """Return until when each list of a publisher is good that was seen last; perhaps none."""
    found = {}
    for path in sorted((root / publisher).glob("*.json")):
        with suppress(RepositoryError, OSError):
            found[path.stem] = read_signed(path).expires
    return found
