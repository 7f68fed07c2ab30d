"""Work in a child process that is killed, or finds the disk full, at a step of its own choosing.

A step is whatever changes files below a folder: opening for writing, renaming, linking, making and
removing. The interpreter announces each before it happens, so no product code is touched.
"""

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_CHANGES = frozenset({"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


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
            _watch(root, at_step, full=full)
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
        seen = [0]
        try:
            sys.addaudithook(lambda event, given: _count(seen, event, given, str(root)))
            work()
            os.write(writing, str(seen[0]).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        return int(told.read() or 0)


def _watch(root: Path, at_step: int, *, full: bool) -> None:
    seen, below = [0], str(root)

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if not at_step or not _count(seen, event, given, below) or seen[0] < at_step:
            return
        if not full:
            os.kill(os.getpid(), signal.SIGKILL)
        if event not in {"os.remove", "os.rmdir"}:  # A full disk still lets go.
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    sys.addaudithook(hook)


def _count(seen: list[int], event: str, given: tuple[Any, ...], below: str) -> bool:
    is_step = bool((given[2] or 0) & _WRITING) if event == "open" else event in _CHANGES
    is_step = is_step and any(str(one).startswith(below) for one in given if one is not None)
    seen[0] += is_step
    return is_step
