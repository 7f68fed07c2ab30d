"""The doctor of the program that is installed, asked from outside: it may be another version."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from app.bundles.application import DoctorSaid

PROGRAM = "/usr/bin/lilo"
AS_KIOSK = Path("/usr/lib/lilo/as-kiosk")
SYSTEMD = Path("/run/systemd/system")
LIMIT_S = 1_800.0
"""The first time after new danger lines it reads them all, for minutes on a small machine."""


def usual_command(as_kiosk: Path = AS_KIOSK, systemd: Path = SYSTEMD) -> Sequence[str]:
    """Return the command that asks as the kiosk's user, whose stored vectors are there already.

    Where there is no systemd to become that user by, the program is asked as whoever asks.
    """
    runs = as_kiosk.exists() and systemd.is_dir()
    return [str(as_kiosk) if runs else PROGRAM, "doctor", "--json"]


def ask_doctor(command: Sequence[str], limit_s: float = LIMIT_S) -> DoctorSaid:
    """Ask it; whatever goes wrong is something that it said.

    It looks at the machine alone: what changes in a facility meanwhile says nothing of the program.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            command, capture_output=True, text=True, timeout=limit_s, check=False,
            stdin=subprocess.DEVNULL, env={**os.environ, "LILO_FACILITY": ""},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return DoctorSaid(silent=f"its doctor did not end within {limit_s / 60:.0f} minutes.")
    except OSError as error:
        return DoctorSaid(silent=f"its doctor cannot be started: {type(error).__name__}.")
    return _read(done.stdout)


def _read(told: str) -> DoctorSaid:
    # What runs it may have said something before.
    line = next((one for one in reversed(told.splitlines()) if one.startswith("{")), "")
    try:
        findings = json.loads(line)["findings"]
        return DoctorSaid(tuple(one["part"] for one in findings if one["health"] == "bad"))
    except (ValueError, KeyError, TypeError):
        return DoctorSaid(silent="its doctor broke off.")
