"""Demo facilities of one's own, as copies: making one hashes passphrases and takes seconds."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.bootstrap import Basics, prepare_basics
from app.clock import Clock, system_clock
from app.demo.facility import make_demo_facility

_FOLDERS: list[TemporaryDirectory[str]] = []
"""Gone with the process."""


@cache
def _made() -> Path:
    folder = TemporaryDirectory(prefix="lilo-demo-template-")
    _FOLDERS.append(folder)
    root = Path(folder.name) / "facility"
    make_demo_facility(root)
    return root


def demo_copy(root: Path, clock: Clock = system_clock) -> Basics:
    """Put the demo facility into a new folder, as `make_demo_facility` leaves it."""
    shutil.copytree(_made(), root)
    return prepare_basics(root, clock)
