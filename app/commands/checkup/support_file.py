"""A support file: what a person far away needs to help, and nothing about anybody who lives here.

Everything in it is named in this module. Lines of the log come without values, settings without
texts, faults without their words: what is not listed does not get in.
"""

import json
import os
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from app.bundles import BundleError, Kind
from app.checkup import Finding, is_well
from app.clock import system_clock
from app.errors import LiloError
from app.settings import Settings
from storage import FacilityPaths
from storage.bundles import FileBundleStore
from storage.private_files import write_durably

_LOG_LINES = 400
_LOG_KEYS = ("timestamp", "level", "event", "lane", "deadline_s", "code", "fault", "at", "tier")
_FIELDS_OF_OS = ("ID", "VERSION_ID", "PRETTY_NAME")


class SupportFileError(LiloError):
    """A support file cannot be written."""

    code = "doctor.support_file"


def write_support_file(
    path: Path, findings: Sequence[Finding], root: Path | None, settings: Settings | None
) -> None:
    """Write it, readable by its owner alone.

    Args:
        path: where to; replaced.
        findings: of the check-up.
        root: the facility's folder.
        settings: its settings, where they can be read.

    Raises:
        SupportFileError: the file cannot be written there.
    """
    told: dict[str, Any] = {
        "format": 1,
        "made": system_clock().isoformat(timespec="seconds"),
        "well": is_well(findings),
        "findings": [_finding_told(finding) for finding in findings],
        "machine": _machine(),
        "packages": _packages(),
    }
    if root is not None:
        told["bundles"] = _bundles(root)
        told["files"] = _files(root)
        told["log"] = log_told(root / "logs" / "lilo.log")
    if settings is not None:
        told["settings"] = settings_told(settings.model_dump())
    try:
        write_durably(path, (json.dumps(told, indent=1) + "\n").encode())
    except OSError as error:
        raise SupportFileError(
            f"The support file cannot be written to {path}: {error.strerror}.",
            "Name a place that this account may write; on a kiosk: --export "
            "/var/lib/lilo/support.json",
        ) from error


def settings_told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings: numbers and switches as they are, of texts only that they are set."""
    return {name: _value_told(value) for name, value in values.items()}


def log_told(path: Path) -> list[dict[str, Any]]:
    """Return the last lines of a log with what is listed above; nothing where there is none."""
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()[-_LOG_LINES:]
    except OSError:
        return []
    told = []
    for line in lines:
        with suppress(ValueError):
            entry = json.loads(line)
            if isinstance(entry, dict):
                told.append({key: entry[key] for key in _LOG_KEYS if key in entry})
    return told


def _finding_told(finding: Finding) -> dict[str, str]:
    told = {"part": finding.part, "health": finding.health.value}
    if finding.fault:
        # Its words may quote a setting, a path or a name.
        return {**told, "fault": finding.fault}
    return {**told, "says": finding.says}


def _value_told(value: Any) -> Any:
    if isinstance(value, Mapping):
        # Names of keys may be a facility's own, as in rules for its own scales.
        return settings_told(value)
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, list | tuple):
        return f"{len(value)} entries"
    return "set" if str(value) else ""


def _machine() -> dict[str, Any]:
    release = {}
    with suppress(OSError):
        release = platform.freedesktop_os_release()
    return {
        "system": {key: release[key] for key in _FIELDS_OF_OS if key in release},
        "kernel": platform.release(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def _packages() -> dict[str, str]:
    return {one.name: one.version for one in sorted(distributions(), key=lambda d: d.name.lower())}


def _bundles(root: Path) -> dict[str, str]:
    store = FileBundleStore(FacilityPaths(root).bundles)
    told = {}
    for kind in Kind:
        with suppress(BundleError):
            slot = store.state(kind).in_use
            told[kind.value] = f"{slot.version} {slot.digest[:16]}" if slot else "shipped"
    return told


def _files(root: Path) -> dict[str, dict[str, int]]:
    """Return how many files there are in each folder and how large they are, without names."""
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for folder, _, files in os.walk(root):
        top = Path(folder).relative_to(root).parts[:1]
        name = top[0] if top else "."
        for file in files:
            with suppress(OSError):
                counts[name] += 1
                sizes[name] += (Path(folder) / file).stat().st_size
    return {name: {"files": counts[name], "bytes": sizes[name]} for name in sorted(counts)}
