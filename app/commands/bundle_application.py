"""`lilo bundle upgrade`: the program itself, from a signed bundle, and back where it is worse.

It runs as root and trusts nothing that the kiosk's user can write: it has a store of its own, with
roots of its own, below /var/lib/lilo-setup. Packages are installed by dpkg from that store.
"""

import json
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

import structlog

from app.audit import AuditDraft
from app.bundles import (
    Installer,
    Keeper,
    Kind,
    Publisher,
    Source,
    Told,
    UnhealthyError,
    read_manifest,
)
from app.bundles.application import Package, grown_worse, must_be_ours
from app.bundles.errors import BundleError, NothingToDoError
from app.clock import system_clock
from app.commands.bundle_house import this_machine
from storage.bundles import FileBundleStore
from storage.private_files import make_private_folder

STORE = Path("/var/lib/lilo-setup/application")
PROGRAM = "/usr/bin/lilo"

_log = structlog.get_logger(__name__)
_FIELDS = ("Package", "Version", "Architecture")
_INSTALL_S = 900.0
_DOCTOR_S = 300.0


class ApplicationTrial:
    """Implements `app.bundles.Trial`: the packages are looked at; nothing of them is run."""

    def try_out(self, kind: Kind, folder: Path) -> None:
        """Refuse packages that are not ours.

        Raises:
            UnhealthyError: they are not.
        """
        if kind is not Kind.APPLICATION:
            raise UnhealthyError(
                f"This takes the application alone, not '{kind}'.", "lilo bundle install"
            )
        manifest = read_manifest((folder / "manifest.json").read_bytes())
        packages = [_card(path) for path in packages_in(folder)]
        must_be_ours(packages, manifest, _told("dpkg", "--print-architecture").strip())


class Upgrader:
    """Installs the program over itself, and goes back where it has grown worse. Blocking.

    Attributes:
        store: where bundles of the application lie.
    """

    def __init__(self, root: Path = STORE) -> None:
        make_private_folder(root)
        self.root = root
        self.store = FileBundleStore(root)
        self._keeper = Keeper(self.store, self.record, system_clock)

    def record(self, draft: AuditDraft) -> None:
        """Keep what was done: root has no key to any facility's audit log."""
        line = {"at": system_clock().isoformat(), **asdict(draft)}
        with (self.root / "upgrades.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, default=str) + "\n")
        _log.warning("upgrade", path=str(draft.action))

    def upgrade(self, source: Source, publisher: Publisher, told: Told) -> str:
        """Take the newest application; return its version, or "" where it is in use already.

        Raises:
            BundleError: it is refused, or was worse; the program before is in place.
        """
        from storage.bundles.tuf_signatures import TufSignatures

        machine = replace(this_machine(), kinds=frozenset({Kind.APPLICATION}))
        installer = Installer(
            TufSignatures(self.root / "trust"),
            self.store,
            ApplicationTrial(),
            machine,
            self.record,
            system_clock,
        )
        offers = installer.catalogue(source, publisher).offers
        wanted = sorted({o.manifest.id for o in offers if o.manifest.kind is Kind.APPLICATION})
        if not wanted:
            raise NothingToDoError("The source has no application.", "lilo bundle verify")
        outcomes = installer.install(source, publisher, wanted, told=told)
        for outcome in outcomes:
            if outcome.error is not None:
                raise outcome.error
        slot = self.store.state(Kind.APPLICATION).in_use
        if not outcomes or slot is None:
            return ""
        self._put_in_place(self.store.folder(slot.digest))
        return slot.version

    def go_back(self) -> str:
        """Put the application before in place; return its version.

        Raises:
            NothingToDoError: there is none.
        """
        before = self.store.state(Kind.APPLICATION).before
        if before is None:
            raise NothingToDoError(
                "No earlier application is kept here.",
                "Install its package: apt install --allow-downgrades ./lilo_VERSION.deb",
            )
        _install(packages_in(self.store.folder(before.digest)))
        self._keeper.roll_back(Kind.APPLICATION)
        return before.version

    def _put_in_place(self, folder: Path) -> None:
        state = self.store.state(Kind.APPLICATION)
        before = bad_parts()
        why = ""
        try:
            _install(packages_in(folder))
        except BundleError as error:
            why = error.message
        else:
            if worse := grown_worse(before, bad_parts()):
                why = f"After it the doctor finds wrong: {', '.join(worse)}."
        if not why:
            self.store.change(Kind.APPLICATION, lambda slots: slots.got_home())
            return
        kept = state.before
        if kept is not None:
            _install(packages_in(self.store.folder(kept.digest)))
        self._keeper.return_from(Kind.APPLICATION, why)
        after = (
            f"{kept.id} {kept.version} is in place again."
            if kept
            else "No earlier application is kept here: install its package by hand."
        )
        raise UnhealthyError(f"{why} {after}", "Send a support file: lilo doctor --export FILE")


def packages_in(folder: Path) -> Sequence[Path]:
    """Return the packages of a bundle."""
    return sorted((folder / "application").glob("*.deb"))


def bad_parts(program: str = PROGRAM) -> list[str]:
    """Return the parts that the installed program's doctor calls bad, or its silence."""
    try:
        told = _told(program, "doctor", "--json", timeout_s=_DOCTOR_S, may_fail=True)
        findings = json.loads(told)["findings"]
        return [one["part"] for one in findings if one["health"] == "bad"]
    except (BundleError, ValueError, KeyError, TypeError):
        return ["the program itself"]


def _card(path: Path) -> Package:
    told = _told("dpkg-deb", "--field", str(path), *_FIELDS)
    found = dict(line.split(": ", 1) for line in told.splitlines() if ": " in line)
    return Package(path.name, *(found.get(field, "") for field in _FIELDS))


def _install(packages: Sequence[Path]) -> None:
    _told("dpkg", "--install", *map(str, packages), timeout_s=_INSTALL_S)


def _told(*command: str, timeout_s: float = 60.0, may_fail: bool = False) -> str:
    program = shutil.which(command[0])
    if program is None:
        raise UnhealthyError(
            f"There is no `{command[0]}` on this machine.", "This is for Debian; see the guide."
        )
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands on files that were verified
            [program, *command[1:]], capture_output=True, text=True, timeout=timeout_s, check=False
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UnhealthyError(f"`{command[0]}` did not end: {type(error).__name__}.", "") from error
    if done.returncode and not may_fail:
        last = ""
        with suppress(IndexError):
            last = done.stderr.strip().splitlines()[-1]
        raise UnhealthyError(f"`{command[0]} {command[1]}` failed. {last}", "See its log.")
    return done.stdout
