"""Looks at memory, clock and disk."""

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import app
from app.checkup import Finding, Health
from app.checkup.clocks import ClockSeen, judge_clock
from app.checkup.disks import PART as DISK
from app.checkup.disks import DiskSeen, judge_disk, kind_of
from app.checkup.memory import judge_memory, read_meminfo
from app.clock import system_clock

_TIMEDATECTL_S = 5.0


def memory() -> Iterator[Finding]:
    """Check how much memory there is."""
    return judge_memory(*read_meminfo(Path("/proc/meminfo").read_text("ascii")))


def clock(known: datetime | None = None, zone: ZoneInfo | None = None) -> Iterator[Finding]:
    """Check the clock.

    Args:
        known: a moment that the facility knows to be past.
        zone: the facility's.
    """
    now = system_clock()
    # The program cannot be older than its own files.
    made = datetime.fromtimestamp(Path(app.__file__).stat().st_mtime, UTC)
    local = now.astimezone()
    return judge_clock(
        ClockSeen(
            now=now,
            not_before=max(made, known) if known else made,
            is_kept=_is_kept(),
            has_battery=Path("/dev/rtc0").exists() if platform.system() == "Linux" else None,
            system_offset=local.utcoffset() or timedelta(),
            house_offset=now.astimezone(zone).utcoffset() if zone else None,
        )
    )


def disk(root: Path, *, is_demo: bool) -> Iterator[Finding]:
    """Check the disk that holds a folder."""
    usage, free_files = shutil.disk_usage(root), None
    with suppress(AttributeError):  # Windows has none.
        found = os.statvfs(root)
        free_files = found.f_favail if found.f_files else None
    kind = ""
    with suppress(OSError):
        mounts = Path("/proc/self/mountinfo").read_text("utf-8")
        kind = kind_of(mounts, str(root.resolve()))
    seen = DiskSeen(kind, usage.free // 1_000_000, free_files, os.access(root, os.W_OK))
    wrong = list(judge_disk(seen, is_demo=is_demo))
    if not wrong:
        yield Finding(DISK, Health.GOOD, f"{seen.free_mb / 1_000:.0f} GB free {kind}".strip())
    yield from wrong


def _is_kept() -> bool | None:
    """Whether the clock is set over the network; None where nobody can be asked."""
    command = shutil.which("timedatectl")
    if command is None:
        return None
    try:
        told = subprocess.run(  # noqa: S603 - a fixed command
            [command, "show", "--property=NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            timeout=_TIMEDATECTL_S,
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None
    return {"yes": True, "no": False}.get(told)
