"""Times that were measured, beside what they should be at most."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.errors import LiloError


class BenchError(LiloError):
    """Something could not be measured."""

    code = "quality.bench"


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured again and again; all in ms.

    Attributes:
        n: how many times. With few, the 99th percentile is hardly less than the greatest.
        targets: what p50_ms, p95_ms, p99_ms or max_ms may be at most, by these names.
        missed: which of them it is not.
    """

    name: str
    n: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    max_ms: float
    targets: Mapping[str, float]
    missed: tuple[str, ...]


def figure_of(name: str, times_ms: Sequence[float], targets: Mapping[str, float]) -> Figure:
    """Sum the times up. What could not be measured at all has missed its targets."""
    if not times_ms:
        return Figure(name, 0, 0.0, 0.0, 0.0, 0.0, targets, tuple(targets))
    reached = {
        "p50_ms": round(float(np.percentile(times_ms, 50)), 3),
        "p95_ms": round(float(np.percentile(times_ms, 95)), 3),
        "p99_ms": round(float(np.percentile(times_ms, 99)), 3),
        "max_ms": round(max(times_ms), 3),
    }
    missed = tuple(key for key, most in targets.items() if reached[key] > most)
    return Figure(name, len(times_ms), **reached, targets=targets, missed=missed)


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it was measured.

    Attributes:
        cores: that this process may use.
    """

    cores: int
    cpu: str
    system: str


def this_machine(cpu_info: Path = Path("/proc/cpuinfo")) -> Machine:
    """Return the machine this runs on."""
    usable = getattr(os, "sched_getaffinity", None)
    cores = len(usable(0)) if usable else os.cpu_count() or 1
    return Machine(cores, _cpu_name(cpu_info), f"{platform.system()} {platform.release()}")


def _cpu_name(cpu_info: Path) -> str:
    try:
        lines = cpu_info.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()
