"""Looks whether this machine is a kiosk, and whether it still is as it was set up."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from app.checkup import Finding, Health
from app.checkup.kiosks import PART, KioskSeen, judge_kiosk
from app.commands.checkup.of_facility import UNIT
from app.commands.kiosk_machine import KioskMachine
from app.kiosk_setup import OnlyRootError, planned, wishes_of

_ASK_S = 5.0


def kiosk() -> Iterator[Finding]:
    """Check the kiosk's set-up, where its unit is installed."""
    if not UNIT.exists():
        return iter(())
    try:
        return _set_up()
    except OnlyRootError:
        told = "Only root can see how this machine was set up."
        return iter((Finding(PART, Health.LACKING, told, "sudo lilo doctor"),))


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
            missing=machine.missing(("cage", "seatd", "Xwayland")),
            has_keys=machine.has_keys(),
            state=state.get("ActiveState", ""),
            restarts=int(state.get("NRestarts", "0") or 0),
        )
    )


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
