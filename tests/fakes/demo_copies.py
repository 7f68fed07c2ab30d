"""Demo facilities of one's own, as copies: making one hashes passphrases and takes seconds."""

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from app.bootstrap import Basics, prepare_basics
from app.clock import Clock, system_clock
from app.demo.facility import make_demo_facility


@cache
def _made() -> Path:
    folder = mkdtemp(prefix="lilo-demo-template-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = Path(folder) / "facility"
    make_demo_facility(root)
    return root


def demo_copy(root: Path, clock: Clock = system_clock) -> Basics:
    """Put the demo facility into a new folder, as `make_demo_facility` leaves it."""
    shutil.copytree(_made(), root)
    return prepare_basics(root, clock)
