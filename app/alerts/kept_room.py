"""Room on the disk that is taken beforehand, so that calls can be kept when the disk is full.

A file of slots, all of them written once. A call is written over a blank slot: that needs no
further room on file systems that write in place. Where they copy on writing (btrfs, ZFS) it may
need some, and fail as any other writing.
"""

import errno
import os
import random
from collections.abc import Sequence
from pathlib import Path

import structlog

SLOT = 512
SLOTS = 128
_BLANK = b" " * (SLOT - 1) + b"\n"
_TRIES = 8

_log = structlog.get_logger(__name__)


class KeptRoom:
    """The slots. Several programs may write: each takes a blank slot by chance and looks again."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def make(self) -> None:
        """Take the room that is not taken yet. Never raises: without it all else works.

        What is there is left alone: a call may lie in it. Blank slots are only ever added to its
        end, so that of two programs that do so neither wipes out what the other keeps.
        """
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                taken = os.fstat(handle).st_size
                if taken < SLOT * SLOTS:
                    # A slot that is not whole was never used.
                    os.write(handle, (_BLANK * SLOTS)[taken:])
                    os.fsync(handle)
            finally:
                os.close(handle)
        except OSError:
            _log.exception("no_room_kept_for_calls")

    def keep(self, line: bytes) -> None:
        """Write a line over a blank slot and through to the disk.

        Raises:
            OSError: there is no blank slot, or the disk does not take it.
        """
        if len(line) >= SLOT or b"\n" in line:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        written = line.ljust(SLOT - 1) + b"\n"
        handle = os.open(self.path, os.O_RDWR)
        try:
            for _ in range(_TRIES):
                blank = [at for at, slot in enumerate(_slots(handle)) if not slot.strip()]
                if not blank:
                    break
                place = random.choice(blank) * SLOT  # noqa: S311 - chance, not a secret
                os.pwrite(handle, written, place)
                os.fsync(handle)
                # Another program may have chosen the same slot in the same moment.
                if os.pread(handle, SLOT, place) == written:
                    return
        finally:
            os.close(handle)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def lines(self) -> Sequence[tuple[int, bytes]]:
        """Return what was kept, with its slots.

        Raises:
            OSError: it cannot be read.
        """
        try:
            handle = os.open(self.path, os.O_RDONLY)
        except FileNotFoundError:
            return ()
        try:
            return [(at, slot.strip()) for at, slot in enumerate(_slots(handle)) if slot.strip()]
        finally:
            os.close(handle)

    def clear(self, kept: Sequence[tuple[int, bytes]]) -> None:
        """Blank slots that still hold what was read from them."""
        if not kept:
            return
        handle = os.open(self.path, os.O_RDWR)
        try:
            now = dict(enumerate(_slots(handle)))
            for at, line in kept:
                if now.get(at, b"").strip() == line:
                    os.pwrite(handle, _BLANK, at * SLOT)
            os.fsync(handle)
        finally:
            os.close(handle)


def _slots(handle: int) -> Sequence[bytes]:
    whole = os.pread(handle, SLOT * SLOTS, 0)
    # On a disk that filled up meanwhile the last may be cut short; a call would not fit.
    return [whole[at : at + SLOT] for at in range(0, len(whole) - SLOT + 1, SLOT)]
