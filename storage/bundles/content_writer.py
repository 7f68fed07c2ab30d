"""Writes a large file on a thread of its own, while the next block is read and its digest taken.

Reading, digesting, writing and flushing one after the other keep a disk waiting half of the time.
The disk is also told to begin with what it has long before the end, so that the last flush finds
little left to do. What is written is whole only after `finish`.
"""

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

LARGE = 8 << 20
"""Files below this are written at once: a thread costs more than it brings."""

_AHEAD = 8
"""Blocks that wait to be written; they bound the memory that this takes."""

_FLUSH_EVERY = 32 << 20


class ContentWriter:
    """Takes blocks in order; `with content_writer(path)` makes one."""

    def __init__(self, file: BinaryIO, thread: ThreadPoolExecutor | None) -> None:
        self._file = file
        self._thread = thread
        self._waiting: deque[Future[None]] = deque()
        self._unflushed = 0

    def write(self, block: bytes) -> None:
        """Take a block.

        Raises:
            OSError: one that was taken before could not be written.
        """
        if self._thread is None:
            _write_all(self._file, block)
            return
        while len(self._waiting) >= _AHEAD:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._written, block))

    def finish(self) -> None:
        """Wait until the disk holds everything.

        Raises:
            OSError: it does not.
        """
        while self._waiting:
            self._waiting.popleft().result()
        os.fsync(self._file.fileno())

    def _written(self, block: bytes) -> None:
        _write_all(self._file, block)
        self._unflushed += len(block)
        if self._unflushed >= _FLUSH_EVERY:
            self._unflushed = 0
            _flush(self._file.fileno())


def _write_all(file: BinaryIO, block: bytes) -> None:
    # Without a buffer in between, a call may take less than it was given.
    rest = memoryview(block)
    while rest:
        rest = rest[file.write(rest) :]


def _flush(descriptor: int) -> None:
    # macOS and Windows know no flush of the content alone.
    getattr(os, "fdatasync", os.fsync)(descriptor)


@contextmanager
def content_writer(path: Path, size: int) -> Iterator[ContentWriter]:
    """Open a file that is about to get so many bytes.

    Raises:
        OSError: the disk does not take it.
    """
    with path.open("wb", buffering=0) as file:
        if size < LARGE:
            yield ContentWriter(file, None)
            return
        thread = ThreadPoolExecutor(1, thread_name_prefix="content")
        try:
            yield ContentWriter(file, thread)
        finally:
            # What still waits is worth nothing where it comes to this by an error.
            thread.shutdown(cancel_futures=True)
