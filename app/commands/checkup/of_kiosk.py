"""Looks whether this machine is a kiosk, and whether it still is as it was set up."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from app.checkup import Finding
from app.checkup.kiosks import KioskSeen, judge_kiosk, judge_unit
from app.commands.kiosk_machine import KioskMachine
from app.kiosk_setup import OnlyRootError, planned, wishes_of
from app.kiosk_setup.record_file import Kept
from app.kiosk_setup.wishes import KEYS

UNIT = Path("/lib/systemd/system/lilo-kiosk.service")

AS_KIOSK = "LILO_AS_KIOSK"
"""Set by /usr/lib/lilo/as-kiosk."""

_ASK_S = 5.0


def kiosk() -> Iterator[Finding]:
    """Check the kiosk's set-up, where its unit is installed."""
    if not UNIT.exists():
        return iter(())
    try:
        return _set_up()
    except OnlyRootError:
        state = _unit()
        return judge_unit(state.get("ActiveState", ""), _restarts(state))


def has_the_screen() -> bool:
    """Whether the kiosk has the screen, or this is asked from beside it: `as-kiosk`."""
    if os.environ.get(AS_KIOSK):
        return True
    return UNIT.exists() and _unit().get("ActiveState") in {"active", "activating"}


def has_credentials() -> bool:
    """Whether keys are handed over as credentials, to this command or to the kiosk's unit."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if folder and all((Path(folder) / key).exists() for key in KEYS):
        return True
    try:
        return UNIT.exists() and KioskMachine(Path("/")).has_keys()
    except OnlyRootError:
        return False


def _set_up() -> Iterator[Finding]:
    machine = KioskMachine(Path("/"))
    kept = machine.kept()
    drifted: list[str] = []
    if kept is not None:
        wishes = wishes_of(kept.wish)
        seen = machine.seen({*kept.record.changed, *(one.path for one in wishes)})
        drifted = [step.path for step in planned(wishes, seen, kept.record).steps]
    state = _unit() if machine.is_running else {}
    return judge_kiosk(
        KioskSeen(
            is_set_up=kept is not None,
            drifted=drifted,
            missing=machine.missing(_needed(machine, kept)),
            has_keys=machine.has_keys(),
            state=state.get("ActiveState", ""),
            restarts=_restarts(state),
        )
    )


def _needed(machine: KioskMachine, kept: Kept | None) -> tuple[str, ...]:
    turned = kept is not None and kept.wish.rotation and not machine.turns_itself()
    return ("cage", "seatd", "Xwayland", *(("wlr-randr",) if turned else ()))


def _restarts(state: dict[str, str]) -> int:
    return int(state.get("NRestarts", "0") or 0)


def _unit() -> dict[str, str]:
    command = shutil.which("systemctl")
    if command is None:
        return {}
    told = subprocess.run(  # noqa: S603 - a fixed command
        [command, "show", "lilo-kiosk.service", "--property=ActiveState,NRestarts"],
        capture_output=True,
        text=True,
        timeout=_ASK_S,
        check=False,
    ).stdout
    return dict(line.split("=", 1) for line in told.splitlines() if "=" in line)
