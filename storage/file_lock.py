"""A lock between processes that falls with its holder, however that one ends."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import busy
from storage.private_files import PRIVATE_FILE

_RETRY_S = 0.02

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _share(_descriptor: int) -> None:
        """Do nothing: Windows has no shared locks here, but refuses to rename an open file."""

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _share(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_SH)


@contextmanager
def file_lock(path: Path, *, timeout_s: float = 30.0) -> Iterator[None]:
    """Hold the lock of that name; the folder must exist. It cannot be taken twice by one holder.

    Raises:
        StorageBusyError: somebody else held it all the time.
    """
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE)
    try:
        deadline = time.monotonic() + timeout_s
        while not _try_lock(descriptor):
            if time.monotonic() >= deadline:
                raise busy(path)
            time.sleep(_RETRY_S)
        yield
    finally:
        os.close(descriptor)  # Closing lets go of the lock.


def lock_as_user(path: Path) -> int:
    """Note that something is in use, and return what `os.close` ends it with.

    Users do not exclude each other. It waits while somebody holds `in_use_by_nobody`.
    """
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE)
    try:
        _share(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


@contextmanager
def in_use_by_nobody(path: Path) -> Iterator[None]:
    """Make sure that nobody uses it, and that nobody begins to before the block has ended.

    Raises:
        StorageBusyError: somebody does.
    """
    with file_lock(path, timeout_s=0.5):
        yield
