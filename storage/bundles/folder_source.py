"""Bundles from a folder: a stick, a share, a disk."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from app.bundles.content import endless
from app.bundles.errors import NotInSourceError, SourceError
from app.bundles.paths import must_be_plain

_BLOCK = 1 << 20
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM})


class FolderSource:
    """Implements `app.bundles.Source`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.name = str(folder)

    def blocks(self, path: str, most: int) -> Iterator[bytes]:
        """Give a file piece by piece; only plain files, and none from outside the folder."""
        must_be_plain(path)
        try:
            if not self._folder.is_dir():
                raise SourceError(
                    f"There is no folder {self._folder}.", "Put the stick in, or check the name."
                )
            yield from self._read(path, most)
        except OSError as fault:
            if fault.errno in _ABSENT and _is_there(self._folder):
                raise NotInSourceError(f"{self._folder} holds no {path}.", _AGAIN) from fault
            if fault.errno == errno.ELOOP:
                raise _odd(path) from fault
            if fault.errno in _FORBIDDEN:
                raise SourceError(
                    f"{self._folder} may not be read: {fault.strerror}.",
                    "Check whom the stick or share belongs to, and let this user read it.",
                ) from fault
            raise SourceError(
                f"{self._folder} cannot be read: {fault.strerror}.",
                "Put the stick in again, or check the share, and repeat. What was copied already "
                "is kept.",
            ) from fault

    def _read(self, path: str, most: int) -> Iterator[bytes]:
        place = self._folder / path
        if not place.parent.resolve().is_relative_to(self._folder.resolve()):
            raise _odd(path)
        # Not waiting: a pipe with nobody at its other end would hold us for ever.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(place, flags | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _odd(path)
            size = 0
            while block := file.read(_BLOCK):
                size += len(block)
                if size > most:
                    raise endless(path)
                yield block


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False


def _odd(path: str) -> SourceError:
    return SourceError(
        f"{path} is a link or a device, not a file.",
        "Do not use this source. Tell whoever gave it to you.",
    )


_AGAIN = "Copy the whole folder of bundles again; it holds metadata, targets and content."
