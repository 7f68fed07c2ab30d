"""Debian packages, by Debian's own tools: what files hold, what is installed. Blocking.

Nothing is fetched: the machine may have no network, and root installs only what was verified.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bundles import UnhealthyError
from app.bundles.application import Package

_FIELDS = ("Package", "Version", "Architecture")
_ASK_S = 60.0
_INSTALL_S = 900.0
_FAR_FROM_INSTALLED = frozenset({"", "not-installed", "config-files"})
_STEP = re.compile(r"^(Inst|Remv) (\S+)", re.MULTILINE)
_UNMET = re.compile(r"^.* : (?:Depends|PreDepends|Breaks|Conflicts): .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Installed:
    """A package as dpkg knows it.

    Attributes:
        version: empty where it is not there.
        is_whole: it was unpacked and set up; a power cut leaves it otherwise.
    """

    version: str = ""
    is_whole: bool = False


def card(path: Path) -> Package:
    """Return what a package says of itself."""
    told = run("dpkg-deb", "--field", str(path), *_FIELDS)
    found = dict(line.split(": ", 1) for line in told.splitlines() if ": " in line)
    return Package(path.name, *(found.get(field, "") for field in _FIELDS))


def architecture() -> str:
    """Return what this machine's packages are made for."""
    return run("dpkg", "--print-architecture").strip()


def installed(name: str) -> Installed:
    """Return whether a package is installed, and in which version."""
    told = run(
        "dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Version}", name,
        may_fail=True,
    )  # fmt: skip
    state, _, version = told.strip().partition(" ")
    if state in _FAR_FROM_INSTALLED:
        return Installed()
    return Installed(version, is_whole=state == "installed")


def must_be_installable(packages: Sequence[Path], names: frozenset[str]) -> None:
    """Refuse packages that need something that is not here, before anything is unpacked.

    Args:
        packages: files.
        names: their names.

    Raises:
        UnhealthyError: something is missing, or something else would have to go.
    """
    done = _done(
        ("apt-get", "--simulate", "--allow-downgrades", "--yes", "--no-install-recommends",
         "install", *map(str, packages)), _ASK_S,
    )  # fmt: skip
    if done.returncode:
        unmet = [one.strip() for one in _UNMET.findall(done.stdout)]
        raise UnhealthyError(
            f"The new version cannot be installed here: {'; '.join(unmet) or _last(done)}. "
            "Nothing was changed.",
            "Install what it needs, then the same again with --again",
        )
    steps = _STEP.findall(done.stdout)
    missing = sorted({name for verb, name in steps if verb == "Inst"} - names)
    removed = sorted({name for verb, name in steps if verb == "Remv"})
    if missing:
        raise UnhealthyError(
            f"The new version needs what is not installed here: {', '.join(missing)}. "
            "Nothing was changed.",
            f"apt install {' '.join(missing)}, then the same again with --again",
        )
    if removed:
        raise UnhealthyError(
            f"The new version would remove {', '.join(removed)}. Nothing was changed.",
            "Look at it by hand: apt install, with the package.",
        )


def install(packages: Sequence[Path]) -> None:
    """Install packages over what is there, newer or older.

    Raises:
        UnhealthyError: dpkg failed; what is installed now may be half of it.
    """
    run("dpkg", "--install", *map(str, packages), timeout_s=_INSTALL_S)


def run(*command: str, timeout_s: float = _ASK_S, may_fail: bool = False) -> str:
    """Run a program and return what it printed.

    Raises:
        UnhealthyError: there is none, it did not end, or it failed and may not.
    """
    done = _done(command, timeout_s)
    if done.returncode and not may_fail:
        raise UnhealthyError(f"`{command[0]} {command[1]}` failed. {_last(done)}", "See its log.")
    return done.stdout


def _done(command: Sequence[str], timeout_s: float) -> subprocess.CompletedProcess[str]:
    program = shutil.which(command[0])
    if program is None:
        raise UnhealthyError(
            f"There is no `{command[0]}` on this machine.", "This is for Debian; see the guide."
        )
    try:
        return subprocess.run(  # noqa: S603 - fixed commands on files that were verified
            [program, *command[1:]],
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
            # Its words are read here.
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UnhealthyError(f"`{command[0]}` did not end: {type(error).__name__}.", "") from error


def _last(done: subprocess.CompletedProcess[str]) -> str:
    return "".join(done.stderr.strip().splitlines()[-1:])
