"""Memory: whether the kiosk, and a language model beside it, have room."""

import re
from collections.abc import Iterator

from app.checkup.finding import Finding, Health

PART = "memory"
FEWEST_MB = 1_800
"""A kiosk without a language model, with the system it runs on."""


def read_meminfo(text: str) -> tuple[int, int]:
    """Return megabytes in all and megabytes available, from /proc/meminfo.

    Raises:
        ValueError: it says neither.
    """
    found = dict(re.findall(r"^(MemTotal|MemAvailable):\s+(\d+) kB", text, re.MULTILINE))
    if len(found) < 2:
        raise ValueError("no memory is named")
    return int(found["MemTotal"]) // 1_000, int(found["MemAvailable"]) // 1_000


def judge_memory(total_mb: int, available_mb: int) -> Iterator[Finding]:
    """Judge it."""
    told = f"{total_mb} MB, {available_mb} MB of it free"
    if total_mb < FEWEST_MB:
        yield Finding(PART, Health.BAD, f"{told}.", f"Lilo needs {FEWEST_MB} MB.")
    else:
        yield Finding(PART, Health.GOOD, told)
