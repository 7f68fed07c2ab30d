"""Faults of the disk that holds the store, in the words of bundles."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.bundles.errors import NoRoomError, StoreError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def disk_faults_named(place: Path) -> Iterator[None]:
    """Raise faults of the file system as errors of bundles.

    Raises:
        NoRoomError: the disk is full.
        StoreError: it does not read or write for another reason.
    """
    try:
        yield
    except OSError as fault:
        if fault.errno in _FULL:
            raise NoRoomError(
                f"There is no room left on the disk that holds {place}.",
                "Make room, for example with `lilo bundle prune`, and try again. What was in use "
                "stays in use.",
            ) from fault
        raise StoreError(
            f"The store of bundles in {place} cannot be used: {fault.strerror}.",
            "Check the disk and whom the folder belongs to. What was in use stays in use.",
        ) from fault
