"""The first thing that every command does, seen from outside in a process of its own."""

import subprocess
import sys

import pytest

_LOOK = """
import resource
from pathlib import Path
from app.process_guard import guard_process
guard_process()
status = dict(l.split(":", 1) for l in Path("/proc/self/status").read_text().splitlines())
print(status["Umask"].strip(), resource.getrlimit(resource.RLIMIT_CORE)[1])
import ctypes
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_it_writes_is_for_others_and_no_core_is_left() -> None:
    done = subprocess.run([sys.executable, "-c", _LOOK], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0077", "0", "0"]
