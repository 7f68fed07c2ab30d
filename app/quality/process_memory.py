"""What this process holds in memory."""

import os
from pathlib import Path


def resident_mb(statm: Path = Path("/proc/self/statm")) -> float:
    """Return what this process holds in memory, in MB; 0 where the system does not say."""
    try:
        pages = int(statm.read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
