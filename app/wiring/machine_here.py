"""This machine, as bundles ask of it: which Lilo it runs, its memory, its processor."""

import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from app.bundles import Kind, ThisMachine, Version

_OLDEST = Version(0, 1)


def machine_here(kinds: frozenset[Kind]) -> ThisMachine:
    """Look this machine over.

    Args:
        kinds: those that this version of Lilo uses.
    """
    return ThisMachine(program_version(), _memory_mb(), _cpu_features(), kinds)


def program_version() -> Version:
    """Return the version of this program."""
    try:
        return Version.parse(version("lilo"))
    except (PackageNotFoundError, ValueError):
        return _OLDEST  # From a source tree that nobody has installed.


def _memory_mb(meminfo: Path = Path("/proc/meminfo")) -> int:
    try:
        found = re.search(r"^MemTotal:\s+(\d+) kB", meminfo.read_text("ascii"), re.MULTILINE)
    except OSError:
        found = None
    return int(found[1]) // 1_000 if found else 1_000_000


def _cpu_features(cpuinfo: Path = Path("/proc/cpuinfo")) -> frozenset[str]:
    try:
        found = re.search(
            r"^(?:flags|Features)\s*: (.*)$", cpuinfo.read_text("utf-8"), re.MULTILINE
        )
    except OSError:
        found = None
    return frozenset(found[1].split()) if found else frozenset({platform.machine().lower()})
