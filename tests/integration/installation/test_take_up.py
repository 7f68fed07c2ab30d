"""What a running machine is told after it was set up: one command that fails stops no other."""

from pathlib import Path

import pytest

from app.commands.kiosk_machine import KioskMachine
from app.kiosk_setup import KioskSetupError

PROGRAM = """#!/bin/sh
echo "$(basename "$0") $*" >> {log}
[ "$(basename "$0")" != udevadm ] || {{ echo "no daemon" >&2; exit 1; }}
"""


def test_a_command_that_fails_is_told_after_the_others_were_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, programs = tmp_path / "log", tmp_path / "programs"
    programs.mkdir()
    for name in ("systemctl", "udevadm", "sysctl"):
        (programs / name).write_text(PROGRAM.format(log=log))
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    with pytest.raises(KioskSetupError, match="udevadm control --reload` failed: no daemon") as one:
        KioskMachine(tmp_path).take_up()
    assert "Start the machine anew" in str(one.value)
    assert [line.split()[0] for line in log.read_text().splitlines()] == [
        "systemctl",
        "udevadm",
        "sysctl",
        "systemctl",
    ]
