"""Files of any length under one key, sealed so that nothing in them can be altered, moved or cut.

AES-256-GCM in pieces of a mebibyte. Each nonce holds the place of its piece and whether it is the
last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): pieces that were
taken out, swapped, or cut off at the end do not open.
"""

import io
import secrets
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import DamagedDatabaseError

_MAGIC = b"lilo sealed 1\n"
_PREFIX_BYTES = 7
_PIECE = 1 << 20
_TAG_BYTES = 16


class SealedWriter(io.RawIOBase):
    """Writes what it is given in sealed pieces. Close it, or the end is missing."""

    def __init__(self, target: BinaryIO, key: bytes) -> None:
        self._target = target
        self._cipher = AESGCM(key)
        self._prefix = secrets.token_bytes(_PREFIX_BYTES)
        self._number = 0
        self._waiting = bytearray()
        target.write(_MAGIC + self._prefix)

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, content: object) -> int:
        """Take more content."""
        piece = bytes(content)  # type: ignore[call-overload]
        self._waiting += piece
        while len(self._waiting) > _PIECE:
            self._seal(bytes(self._waiting[:_PIECE]), last=False)
            del self._waiting[:_PIECE]
        return len(piece)

    def close(self) -> None:
        """Write the last piece; the file below stays open."""
        if not self.closed:
            self._seal(bytes(self._waiting), last=True)
        super().close()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, last=last)
        self._target.write(self._cipher.encrypt(nonce, piece, None))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Reads what `SealedWriter` wrote, and nothing else.

    Raises:
        DamagedDatabaseError: on reading what was altered or sealed with another key.
    """

    def __init__(self, source: BinaryIO, key: bytes) -> None:
        if source.read(len(_MAGIC)) != _MAGIC:
            raise _damaged()
        self._source = source
        self._cipher = AESGCM(key)
        self._prefix = source.read(_PREFIX_BYTES)
        self._number = 0
        self._next = source.read(_PIECE + _TAG_BYTES)
        self._opened = b""
        self._ended = False

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer as far as the current piece reaches."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while not self._opened and not self._ended:
            self._open_next()
        taken = self._opened[: len(view)]
        view[: len(taken)] = taken
        self._opened = self._opened[len(taken) :]
        return len(taken)

    def _open_next(self) -> None:
        piece, self._next = self._next, self._source.read(_PIECE + _TAG_BYTES)
        last = not self._next
        try:
            self._opened = self._cipher.decrypt(
                _nonce(self._prefix, self._number, last=last), piece, None
            )
        except (InvalidTag, ValueError) as error:
            raise _damaged() from error
        self._number += 1
        self._ended = last


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4) + bytes([last])


def _damaged() -> DamagedDatabaseError:
    return DamagedDatabaseError(
        "A sealed file was altered or damaged, or belongs to another key.",
        "Use another copy of it.",
    )
