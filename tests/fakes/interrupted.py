"""Work in a child process that is killed, or finds the disk full, at a step of its own choosing.

A step is whatever changes files below a folder: opening for writing, renaming, linking, making and
removing, which the interpreter announces before it happens, and every write and flush of a file
that was opened there, which are watched in the child. No product code is touched.
"""

import errno
import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_CHANGES = frozenset({"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Steps:
    """Counts steps, and acts at the one that was chosen."""

    def __init__(self, root: Path, at_step: int = 0, *, full: bool = False) -> None:
        self._below = str(root)
        self._at_step = at_step
        self._full = full
        self.seen = 0

    def watch(self) -> None:
        """Begin; for the rest of this process."""
        sys.addaudithook(self._announced)
        for name in ("fsync", "fdatasync"):
            if hasattr(os, name):
                setattr(os, name, self._flushing(getattr(os, name)))
        opened, from_descriptor = io.open, os.fdopen
        io.open = self._watched(opened)  # type: ignore[assignment]
        os.fdopen = self._watched(from_descriptor)

    def _announced(self, event: str, given: tuple[Any, ...]) -> None:
        is_step = bool((given[2] or 0) & _WRITING) if event == "open" else event in _CHANGES
        if is_step and any(str(one).startswith(self._below) for one in given if one is not None):
            # A full disk still lets go.
            self.step(takes_room=event not in {"os.remove", "os.rmdir"})

    def step(self, *, takes_room: bool = True) -> None:
        self.seen += 1
        if not self._at_step or self.seen < self._at_step:
            return
        if not self._full:
            os.kill(os.getpid(), signal.SIGKILL)
        if takes_room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _is_ours(self, descriptor: int) -> bool:
        try:
            return str(Path(f"/proc/self/fd/{descriptor}").readlink()).startswith(self._below)
        except OSError:
            return False

    def _flushing(self, flush: Callable[[int], None]) -> Callable[[int], None]:
        def flushed(descriptor: int) -> None:
            if self._is_ours(descriptor):
                self.step()
            flush(descriptor)

        return flushed

    def _watched(self, opening: Callable[..., Any]) -> Callable[..., Any]:
        def opened(*given: Any, **more: Any) -> Any:
            file = opening(*given, **more)
            ours = file.writable() and self._is_ours(file.fileno())
            return _Written(file, self) if ours else file

        return opened


class _Written:
    """A file whose writes are steps."""

    def __init__(self, file: Any, steps: Steps) -> None:
        self._file = file
        self._steps = steps

    def write(self, content: Any) -> int:
        self._steps.step()
        return int(self._file.write(content))

    def __enter__(self) -> "_Written":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def in_child(
    work: Callable[[], object], root: Path, at_step: int = 0, *, full: bool = False
) -> int:
    """Run work in a child; return its exit status, or minus the signal that ended it.

    Args:
        root: changes below this folder are steps.
        at_step: 1 for the first; there it is killed. 0: it is left alone.
        full: from that step on the disk is full instead.
    """
    child = os.fork()
    if child == 0:
        status = 99
        try:
            Steps(root, at_step, full=full).watch()
            work()
            status = 0
        except Exception as error:
            status = 2 if getattr(error, "code", "") in {"bundle.no_room", "bundle.store"} else 3
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def steps_of(work: Callable[[], object], root: Path) -> int:
    """Return how many steps the work takes, having done it in a child."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        steps = Steps(root)
        try:
            steps.watch()
            work()
            os.write(writing, str(steps.seen).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        return int(told.read() or 0)
