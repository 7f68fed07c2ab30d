"""What every command does first: nothing it writes is for others, and its memory stays unwritten.

A core file or a debugger would show keys and residents' words.
"""

import ctypes
import os
import sys
from contextlib import suppress

_PRIVATE = 0o077
_PR_SET_DUMPABLE = 4


def guard_process() -> None:
    """Close what is written to everybody else, and forbid core files and, on Linux, debuggers.

    What the system refuses is left: a kiosk that starts is worth more. A child inherits the umask
    and the limit on core files; whether a debugger may attach starts anew with each program.
    """
    os.umask(_PRIVATE)
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
