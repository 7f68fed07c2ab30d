"""The Debian package asks for what the windows need, and leaves out only what is asked for."""

import re
import subprocess
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from app.checkup.libraries import LEFT_OUT, WITHOUT
from app.kiosk_setup import KioskWish, wishes_of

HOUSE = Path(__file__).parents[2]
DEB = HOUSE / "packaging" / "deb"
NOT_ON_A_KIOSK = {"espeak-ng", "pulseaudio", "pulseaudio-utils", "xvfb"}
"""Recommended, and for tests."""


def module(name: str) -> ModuleType:
    spec = spec_from_file_location(name, DEB / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_what_is_left_out_is_asked_for_and_its_cost_is_told() -> None:
    tool = module("wanted")
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    without = tool.left_out((DEB / "leaves-out.txt").read_text("utf-8"))
    left = tool.wanted(project["dependencies"], without)
    assert len(left) == len(project["dependencies"]) - len(without)
    # The doctor of a kiosk would call anything else bad.
    assert without <= WITHOUT.keys()
    assert without == LEFT_OUT
    with pytest.raises(ValueError, match="nobody-asks-for-it"):
        tool.wanted(project["dependencies"], frozenset({"nobody-asks-for-it"}))


def test_of_qt_the_package_keeps_whatever_is_imported() -> None:
    """A kiosk whose module is missing does not start."""
    imported = {
        name
        for top in ("app", "models", "storage", "ui")
        for file in (HOUSE / top).rglob("*.py")
        for name in re.findall(
            r"^\s*from PySide6\.Qt(\w+) import", file.read_text("utf-8"), re.MULTILINE
        )
    }
    assert {"Core", "Quick", "PrintSupport"} <= imported <= module("prune").MODULES


def test_the_package_asks_for_what_the_windows_need() -> None:
    control = (DEB / "control" / "lilo").read_text("utf-8")
    depends = re.search(r"^Depends: (.*)$", control, re.MULTILINE)
    assert depends is not None
    named = {one.split()[0] for one in depends[1].split(", ")}
    wanted = set((HOUSE / "packaging" / "system-packages.txt").read_text("utf-8").split())
    assert wanted - NOT_ON_A_KIOSK <= named


@pytest.mark.parametrize("unit", ["lilo-kiosk", "lilo-sound"])
def test_units_bind_what_they_run(unit: str) -> None:
    text = (DEB / "files" / "lib" / "systemd" / "system" / f"{unit}.service").read_text("utf-8")
    for line in (
        "User=lilo",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
        "CapabilityBoundingSet=",
        "Restart=always",
    ):
        assert f"\n{line}\n" in text
    assert "\nIPAddressDeny=any\n" in text or "\nPrivateNetwork=yes\n" in text
    links = {one.place.link for one in wishes_of(KioskWish())}
    assert f"/lib/systemd/system/{unit}.service" in links


def test_scripts_are_scripts() -> None:
    scripts = [*DEB.glob("*.sh"), *DEB.glob("control/p*"), *DEB.glob("files/usr/*/lilo/*")]
    assert len(scripts) >= 9
    for script in [*scripts, DEB / "trial-systemd-run", DEB / "files" / "usr" / "bin" / "lilo"]:
        shell = script.read_text("utf-8").splitlines()[0].removeprefix("#!")
        done = subprocess.run(
            [shell, "-n", str(script)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_a_build_takes_a_root_alone_for_the_vendors(tmp_path: Path) -> None:
    wrong = tmp_path / "root.json"
    wrong.write_text('{"signed": {"_type": "targets"}}')
    done = subprocess.run(
        ["sh", str(DEB / "build.sh"), "--root", str(wrong)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "is no root.json" in done.stderr
